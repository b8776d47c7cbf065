//! Addresses for users who parse one.

use unpause::Connector;

use crate::connector::NativeConnector;
use crate::errors::NativeError;

#[uniffi::export]
fn native_parse_connector(text: &str) -> Result<NativeConnector, NativeError> {
    Ok((&Connector::parse(text)?).into())
}
