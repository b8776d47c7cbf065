//! The client's own certificate, for servers that ask for one, and its private key: read and checked once.

use std::path::Path;
use std::time::SystemTime;

use httpdate::fmt_http_date;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroizing;

use crate::config::not_after::not_after;
use crate::error::{Error, Result};

const HOW_TO_GIVE: &str = "Give `client_certificate` as the path of a PEM file with the client's certificate, and after it \
                           those of the authorities in between, and `client_key` as that of its private key.";

/// A certificate with those of the authorities in between, and its private key.
pub(crate) struct ClientCertificate {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    /// For messages.
    files: String,
}

impl ClientCertificate {
    /// Reads the files of the options. The key may be in the certificate's file.
    pub(crate) fn read(certificate: Option<&Path>, key: Option<&Path>) -> Result<Option<Self>> {
        let certificate = match (certificate, key) {
            (Some(certificate), _) => certificate,
            (None, Some(_)) => return Err(Error::configuration("`client_key` has no certificate", HOW_TO_GIVE)),
            (None, None) => return Ok(None),
        };
        let file = PemFile::read("client_certificate", certificate)?;
        let chain = chain(&file)?;
        let (key, files) = match key {
            Some(key) => {
                let key = PemFile::read("client_key", key)?;
                (private_key(&key)?, format!("{} and {}", file.shown, key.shown))
            }
            None => (private_key(&file)?, file.shown),
        };
        Ok(Some(Self { chain, key, files }))
    }

    /// Takes it to `configure`, which compares certificate and key.
    pub(crate) fn configure<T>(
        self,
        configure: impl FnOnce(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) -> Result<T, rustls::Error>,
    ) -> Result<T> {
        configure(self.chain, self.key).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => Error::configuration(
                format!("{}: the key does not belong to the certificate", self.files),
                "Give the certificate that was made for this key. If the file has more certificates, the client's own must be the first.",
            ),
            error => Error::configuration(format!("{} cannot be used: {error}", self.files), HOW_TO_GIVE),
        })
    }
}

/// A file that an option names.
struct PemFile {
    /// Wiped, because it may hold a private key.
    bytes: Zeroizing<Vec<u8>>,
    /// The option and the path.
    shown: String,
}

impl PemFile {
    fn read(option: &str, path: &Path) -> Result<Self> {
        let shown = format!("`{option}` {}", path.display());
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self { bytes: Zeroizing::new(bytes), shown }),
            Err(error) => Err(Error::configuration(format!("{shown} cannot be read: {error}"), HOW_TO_GIVE)),
        }
    }

    fn has(&self, text: &str) -> bool {
        self.bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    fn unusable(&self, why: &str, advice: &str) -> Error {
        Error::configuration(format!("{} {why}", self.shown), advice)
    }
}

/// The certificates of a file, of which the first is the client's own.
fn chain(file: &PemFile) -> Result<Vec<CertificateDer<'static>>> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&file.bytes).collect();
    let chain = chain.map_err(|_| file.unusable("is not PEM", HOW_TO_GIVE))?;
    let Some(own) = chain.first() else {
        return Err(file.unusable("holds no certificate in PEM", HOW_TO_GIVE));
    };
    let end = not_after(own).ok_or_else(|| file.unusable("holds a certificate that cannot be read", HOW_TO_GIVE))?;
    if end < SystemTime::now() {
        let why = format!("holds a certificate that expired on {}", fmt_http_date(end));
        return Err(
            file.unusable(&why, "Get a new one from the authority that made it, or check this machine's clock.")
        );
    }
    Ok(chain)
}

fn private_key(file: &PemFile) -> Result<PrivateKeyDer<'static>> {
    // PKCS #8 says so in its label, OpenSSL's older form in a header.
    if file.has("ENCRYPTED") {
        return Err(file.unusable(
            "holds an encrypted key",
            "Give the key without a passphrase (openssl pkey -in KEY -out PLAIN), readable for this program alone.",
        ));
    }
    match PrivateKeyDer::from_pem_slice(&file.bytes) {
        Ok(key) => Ok(key),
        Err(rustls::pki_types::pem::Error::NoItemsFound) => Err(file.unusable(
            "holds no private key in PEM",
            "Give the path of the private key's PEM file as `client_key`, or put the key into the certificate's file.",
        )),
        Err(_) => Err(file.unusable("is not PEM", HOW_TO_GIVE)),
    }
}
