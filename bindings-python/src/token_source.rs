//! `token_provider` as the core's source of tokens.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use unpause::bridge::{function_as_subject_token, function_as_token_source};
use unpause::{ClientCredentials, StsToken, TokenSource};

use crate::errors::Failure;
use crate::values::{duration, unicode, wrong_type};

/// The core's source.
pub(crate) fn source(given: &Bound<'_, PyAny>) -> Result<TokenSource, Failure> {
    if given.is_callable() {
        return Ok(function_as_token_source());
    }
    if is_sts_token(given)? {
        return Ok(sts_token(given)?.into());
    }
    if is_client_credentials(given)? {
        return Ok(client_credentials(given)?.into());
    }
    Err(wrong_type("token_provider", "a callable, an StsToken or ClientCredentials", given))
}

/// The function of the user's in a source, if there is one.
pub(crate) fn function(given: &Bound<'_, PyAny>) -> Result<Option<Py<PyAny>>, Failure> {
    if given.is_callable() {
        return Ok(Some(given.clone().unbind()));
    }
    Ok(field(given, "subject_token")?.map(Bound::unbind))
}

fn sts_token(given: &Bound<'_, PyAny>) -> Result<StsToken, Failure> {
    let mut sts = StsToken::new(text(given, "identity_pool_id")?.unwrap_or_default());
    if let Some(function) = field(given, "subject_token")? {
        if !function.is_callable() {
            return Err(wrong_type("subject_token", "a callable", &function));
        }
        sts = function_as_subject_token(sts);
    }
    if let Some(path) = field(given, "subject_token_file")? {
        let path = path.extract::<PathBuf>().map_err(|_| wrong_type("subject_token_file", "a path", &path))?;
        sts = sts.subject_token_file(path);
    }
    if let Some(audience) = text(given, "github_audience")? {
        sts = sts.github_audience(audience);
    }
    if let Some(credentials) = field(given, "client_credentials")? {
        if !is_client_credentials(&credentials)? {
            return Err(wrong_type("client_credentials", "ClientCredentials", &credentials));
        }
        sts = sts.client_credentials(client_credentials(&credentials)?);
    }
    if let Some(lifetime) = field(given, "lifetime")? {
        sts = sts.lifetime(duration("lifetime", &lifetime)?);
    }
    Ok(sts)
}

fn client_credentials(given: &Bound<'_, PyAny>) -> Result<ClientCredentials, Failure> {
    let part = |name| Ok::<_, Failure>(text(given, name)?.unwrap_or_default());
    let credentials = ClientCredentials::new(part("token_url")?, part("client_id")?, part("client_secret")?);
    Ok(match text(given, "token_scope")? {
        Some(scope) => credentials.token_scope(scope),
        None => credentials,
    })
}

fn is_sts_token(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    given.is_instance(CLASS.import(given.py(), "unpause._credentials", "StsToken")?)
}

fn is_client_credentials(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    given.is_instance(CLASS.import(given.py(), "unpause._credentials", "ClientCredentials")?)
}

fn field<'py>(given: &Bound<'py, PyAny>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(given.getattr_opt(name)?.filter(|value| !value.is_none()))
}

fn text(given: &Bound<'_, PyAny>, name: &'static str) -> Result<Option<String>, Failure> {
    field(given, name)?.map(|value| unicode(name, &value)).transpose()
}
