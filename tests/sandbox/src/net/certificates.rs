//! A CA that is made at start, and the certificates that it signs: good ones, and bad ones in known ways.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use serde::Deserialize;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{DEFAULT_VERSIONS, ServerConfig, version};

use crate::error::Error;
use crate::net::client_certificates::{ClientFiles, file, verifier};
use crate::spec::{Protocols, TlsSpec};

pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether a server's certificate is good, or what is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Certificate {
    Valid,
    WrongHost,
    Expired,
    UnknownCa,
}

pub(crate) struct Certificates {
    authority: Authority,
    /// The CA that clients of an `unknown_ca` server get: it has signed nothing.
    stranger: Authority,
    client_files: ClientFiles,
}

struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    /// Removed when dropped.
    bundle: NamedTempFile,
}

impl Certificates {
    pub(crate) fn new() -> Result<Self, Error> {
        let authority = Authority::new("Unpause sandbox CA")?;
        let stranger = Authority::new("Unpause sandbox, another CA")?;
        let client_files = ClientFiles::new(&authority.issuer, &stranger.issuer)?;
        Ok(Self { authority, stranger, client_files })
    }

    /// The CA that a client of a server with this certificate is told to trust.
    pub(crate) fn bundle(&self, certificate: Certificate) -> &Path {
        match certificate {
            Certificate::UnknownCa => self.stranger.bundle.path(),
            _ => self.authority.bundle.path(),
        }
    }

    /// The files for clients of a server that demands their certificates.
    pub(crate) fn client_files(&self) -> BTreeMap<&'static str, String> {
        self.client_files.paths()
    }

    pub(crate) fn acceptor(&self, spec: TlsSpec, protocols: Protocols) -> Result<TlsAcceptor, Error> {
        let key = KeyPair::generate().map_err(Error::certificates)?;
        let signed = leaf(spec.certificate)
            .and_then(|params| params.signed_by(&key, &self.authority.issuer))
            .map_err(Error::certificates)?;
        let versions = if spec.is_1_2 { &[&version::TLS12] } else { DEFAULT_VERSIONS };
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .map_err(Error::certificates)?;
        let builder = if spec.client_certificates {
            builder.with_client_cert_verifier(verifier(&self.authority.issuer)?)
        } else {
            builder.with_no_client_auth()
        };
        let mut config = builder.with_single_cert(vec![signed.into()], key.into()).map_err(Error::certificates)?;
        let offers = [("h2", protocols.http2), ("http/1.1", protocols.http1)];
        let offered = offers.into_iter().filter(|(_, offered)| *offered);
        config.alpn_protocols = offered.map(|(name, _)| name.into()).collect();
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

impl Authority {
    fn new(name: &str) -> Result<Self, Error> {
        let issuer = issuer(name).map_err(Error::certificates)?;
        let bundle = file(&issuer.pem())?;
        Ok(Self { issuer, bundle })
    }
}

fn issuer(name: &str) -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = params(name, &[])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn leaf(certificate: Certificate) -> Result<CertificateParams, rcgen::Error> {
    let hosts: &[_] = match certificate {
        Certificate::WrongHost => &["another.example"],
        _ => &["127.0.0.1", "localhost"],
    };
    let mut params = params("Unpause sandbox", hosts)?;
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    if certificate == Certificate::Expired {
        params.not_before = (SystemTime::now() - 10 * DAY).into();
        params.not_after = (SystemTime::now() - DAY).into();
    }
    Ok(params)
}

/// Valid from yesterday, because clocks disagree, and for less than 398 days, because Apple refuses more.
pub(crate) fn params(name: &str, hosts: &[&str]) -> Result<CertificateParams, rcgen::Error> {
    let hosts: Vec<_> = hosts.iter().map(|&host| host.to_owned()).collect();
    let mut params = CertificateParams::new(hosts)?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = (SystemTime::now() - DAY).into();
    params.not_after = (SystemTime::now() + 365 * DAY).into();
    Ok(params)
}
