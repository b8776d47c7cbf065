//! Files of certificate authorities, and the option or the variable of the environment that names them.

use std::path::{Path, PathBuf};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::error::{Error, Result};

/// Certificate authorities that a variable of the environment names. Each language has its own such variables, so a binding reads
/// them.
#[derive(Debug, Clone)]
pub struct EnvironmentAuthorities {
    /// The variable's name.
    pub variable: &'static str,
    /// A PEM file, or a folder of such files.
    pub path: PathBuf,
    /// Whether they are trusted beside the system's, and not in their place.
    pub beside_system: bool,
}

/// A file of certificate authorities and its name in messages.
pub(crate) struct AuthoritiesFile<'a> {
    name: &'a str,
    path: &'a Path,
}

impl<'a> AuthoritiesFile<'a> {
    pub(crate) fn of_option(path: &'a Path) -> Self {
        Self { name: "`ca_bundle`", path }
    }

    pub(crate) fn of_environment(given: &'a EnvironmentAuthorities) -> Self {
        Self { name: given.variable, path: &given.path }
    }

    /// Reads the certificates, of which there is at least one.
    pub(crate) fn read(&self) -> Result<Vec<CertificateDer<'static>>> {
        let read = if self.is_variable() && self.path.is_dir() { self.read_folder() } else { self.read_file() };
        read.and_then(|found| if found.is_empty() { Err(self.unusable("holds no certificate")) } else { Ok(found) })
    }

    fn read_file(&self) -> Result<Vec<CertificateDer<'static>>> {
        let pem = std::fs::read(self.path).map_err(|error| self.unusable(&format!("cannot be read: {error}")))?;
        let certificates: Result<_, _> = CertificateDer::pem_slice_iter(&pem).collect();
        certificates.map_err(|error| self.unusable(&format!("is not PEM: {error}")))
    }

    /// As OpenSSL does, it takes no offence at other files.
    fn read_folder(&self) -> Result<Vec<CertificateDer<'static>>> {
        let entries =
            std::fs::read_dir(self.path).map_err(|error| self.unusable(&format!("cannot be read: {error}")))?;
        let files = entries.flatten().filter_map(|entry| std::fs::read(entry.path()).ok());
        Ok(files.flat_map(|pem| CertificateDer::pem_slice_iter(&pem).flatten().collect::<Vec<_>>()).collect())
    }

    fn is_variable(&self) -> bool {
        !self.name.starts_with('`')
    }

    pub(crate) fn unusable(&self, why: &str) -> Error {
        let name = self.name;
        let advice = if self.is_variable() {
            format!("Set {name} to the path of a PEM file with the certificates of authorities, or unset it.")
        } else {
            format!("Give {name} as the path of a PEM file with the certificates of the authorities to trust.")
        };
        Error::configuration(format!("{name} {} {why}", self.path.display()), advice)
    }
}
