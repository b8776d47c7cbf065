//! TLS, and the certificate authorities to trust. rustls with ring, the provider handed over explicitly: nothing process-global is installed, so any
//! other user of rustls in the same process keeps its own choice.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::{BuilderVerifierExt, Verifier};

use crate::config::authorities::AuthoritiesFile;
use crate::config::client_certificate::ClientCertificate;
use crate::error::{Error, Result};

/// Where the trusted certificate authorities come from.
pub(crate) enum Trust<'a> {
    /// The operating system's; on Linux `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured.
    Platform,
    /// The operating system's, and those in this file.
    PlatformAnd(AuthoritiesFile<'a>),
    /// Those in this file, and no others.
    Only(AuthoritiesFile<'a>),
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
        Trust::PlatformAnd(file) => {
            let verifier = Verifier::new_with_extra_roots(usable(file)?, provider);
            let verifier = verifier.map_err(|error| no_platform_roots(&error))?;
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
        }
        Trust::Only(file) => builder.with_root_certificates(roots(file, &file.read()?)?),
        Trust::Nobody => builder.with_root_certificates(RootCertStore::empty()),
    };
    let mut config = match own {
        Some(own) => own.configure(|chain, key| builder.with_client_auth_cert(chain, key))?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn roots(file: &AuthoritiesFile<'_>, certificates: &[CertificateDer<'static>]) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots
            .add(certificate.clone())
            .map_err(|error| file.unusable(&format!("holds a certificate that cannot be used: {error}")))?;
    }
    Ok(roots)
}

/// Checked here, where the file's name is known.
fn usable(file: &AuthoritiesFile<'_>) -> Result<Vec<CertificateDer<'static>>> {
    let certificates = file.read()?;
    roots(file, &certificates)?;
    Ok(certificates)
}

fn no_platform_roots(error: &rustls::Error) -> Error {
    Error::configuration(
        format!("this machine's certificate authorities cannot be loaded: {error}"),
        "Install them (Debian, Ubuntu, Alpine: the package ca-certificates), set SSL_CERT_FILE, or give `ca_bundle`.",
    )
}
