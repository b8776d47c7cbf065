//! The certificates of clients: files with good ones, and with bad ones in known ways.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;
use std::time::SystemTime;

use rcgen::{CertifiedIssuer, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};
use tempfile::NamedTempFile;
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::server::danger::ClientCertVerifier;

use crate::error::Error;
use crate::net::certificates::{DAY, params};

/// The files that clients of a server can be given, by the names of their placeholders.
pub(crate) struct ClientFiles(BTreeMap<&'static str, NamedTempFile>);

/// A certificate and its key, in PEM.
struct Pair {
    certificate: String,
    key: String,
}

impl ClientFiles {
    pub(crate) fn new(
        authority: &CertifiedIssuer<'static, KeyPair>,
        stranger: &CertifiedIssuer<'static, KeyPair>,
    ) -> Result<Self, Error> {
        let good = Pair::signed_by(authority, false)?;
        let strange = Pair::signed_by(stranger, false)?;
        let expired = Pair::signed_by(authority, true)?;
        let files = [
            ("client_pair", format!("{}{}", good.certificate, good.key)),
            ("client_certificate", good.certificate),
            ("client_key", good.key),
            ("stranger_certificate", strange.certificate),
            ("stranger_key", strange.key),
            ("expired_certificate", expired.certificate),
            ("expired_key", expired.key),
            // As far as anybody can tell without the passphrase.
            ("encrypted_key", pem("ENCRYPTED PRIVATE KEY", "MIGjMF8GCSqGSIb3DQEFDTBS")),
        ];
        files.into_iter().map(|(name, text)| Ok((name, file(&text)?))).collect::<Result<_, Error>>().map(Self)
    }

    /// Their paths.
    pub(crate) fn paths(&self) -> BTreeMap<&'static str, String> {
        self.0.iter().map(|(name, file)| (*name, file.path().display().to_string())).collect()
    }
}

impl Pair {
    fn signed_by(issuer: &CertifiedIssuer<'static, KeyPair>, is_expired: bool) -> Result<Self, Error> {
        let made = || {
            let key = KeyPair::generate()?;
            let mut params = params("Unpause sandbox client", &[])?;
            params.use_authority_key_identifier_extension = true;
            params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            if is_expired {
                params.not_before = (SystemTime::now() - 10 * DAY).into();
                params.not_after = (SystemTime::now() - DAY).into();
            }
            let certificate = params.signed_by(&key, issuer)?.pem();
            Ok(Self { certificate, key: key.serialize_pem() })
        };
        made().map_err(|error: rcgen::Error| Error::certificates(error))
    }
}

/// Demands a certificate of this authority.
pub(crate) fn verifier(authority: &CertifiedIssuer<'static, KeyPair>) -> Result<Arc<dyn ClientCertVerifier>, Error> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).map_err(Error::certificates)?;
    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::new(ring::default_provider()))
        .build()
        .map_err(Error::certificates)
}

/// A file that is removed when it is dropped, and that others may not read.
pub(crate) fn file(text: &str) -> Result<NamedTempFile, Error> {
    let mut builder = tempfile::Builder::new();
    let mut file = builder.prefix("unpause-sandbox-").suffix(".pem").tempfile().map_err(Error::certificates)?;
    file.write_all(text.as_bytes()).map_err(Error::certificates)?;
    Ok(file)
}

fn pem(label: &str, base64: &str) -> String {
    format!("-----BEGIN {label}-----\n{base64}\n-----END {label}-----\n")
}
