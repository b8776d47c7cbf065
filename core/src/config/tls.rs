//! TLS, and the certificate authorities to trust. rustls with ring, the provider handed over explicitly: nothing process-global is installed, so any
//! other user of rustls in the same process keeps its own choice.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::config::client_certificate::ClientCertificate;
use crate::error::{Error, Result};

/// Where the trusted certificate authorities come from.
pub(crate) enum Trust<'a> {
    /// The operating system's; on Linux `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured.
    Platform,
    /// Those in this PEM file, and no others.
    Bundle(&'a Path),
    /// None: nothing is fetched over TLS. A machine without CA files must still reach `http://` (reqwest #2988), and
    /// reading the system's is the slowest part of building a client.
    Nobody,
}

pub(crate) fn client_config(trust: &Trust<'_>, own: Option<ClientCertificate>) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal(format!("TLS versions: {error}")))?;
    let builder = match trust {
        Trust::Platform => builder.with_platform_verifier().map_err(|error| no_platform_roots(&error))?,
        Trust::Bundle(path) => builder.with_root_certificates(read_bundle(path)?),
        Trust::Nobody => builder.with_root_certificates(RootCertStore::empty()),
    };
    let mut config = match own {
        Some(own) => own.configure(|chain, key| builder.with_client_auth_cert(chain, key))?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn read_bundle(path: &Path) -> Result<RootCertStore> {
    let shown = path.display();
    let advice = "Give `ca_bundle` as the path of a PEM file with the certificates of the authorities to trust.";
    let unusable = |why: String| Error::configuration(format!("`ca_bundle` {shown} {why}"), advice);
    let pem = std::fs::read(path).map_err(|error| unusable(format!("cannot be read: {error}")))?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| unusable(format!("is not PEM: {error}")))?;
        roots
            .add(certificate)
            .map_err(|error| unusable(format!("holds a certificate that cannot be used: {error}")))?;
    }
    if roots.is_empty() { Err(unusable("holds no certificate".to_owned())) } else { Ok(roots) }
}

fn no_platform_roots(error: &rustls::Error) -> Error {
    Error::configuration(
        format!("this machine's certificate authorities cannot be loaded: {error}"),
        "Install them (Debian, Ubuntu, Alpine: the package ca-certificates), set SSL_CERT_FILE, or give `ca_bundle`.",
    )
}
