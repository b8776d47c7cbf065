//! Addresses for users who parse one.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::Connector;

use crate::errors::NativeError;
use crate::records::NativeConnector;

/// Reads an address.
#[napi]
pub fn parse(text: String) -> Either<NativeConnector, NativeError> {
    match Connector::parse(&text) {
        Ok(connector) => Either::A((&connector).into()),
        Err(error) => Either::B(error.into()),
    }
}
