//! The time until which a certificate is valid: the one field of X.509 that is needed here (RFC 5280, 4.1).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
/// The tag of the certificate's version, which may be missing.
const VERSION: u8 = 0xA0;

/// The end of a certificate's validity, if it can be read.
pub(crate) fn not_after(certificate: &[u8]) -> Option<SystemTime> {
    let certificate = Der(certificate).take(SEQUENCE)?;
    let mut signed = Der(Der(certificate).take(SEQUENCE)?);
    signed.take(VERSION);
    for before in [INTEGER, SEQUENCE, SEQUENCE] {
        // The serial number, the algorithm, the issuer.
        signed.take(before)?;
    }
    let mut validity = Der(signed.take(SEQUENCE)?);
    time(&mut validity)?;
    time(&mut validity)
}

/// The rest of some DER.
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    /// The content of the next element, if it has this tag.
    fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (&[own, first], rest) = self.0.split_first_chunk()?;
        if own != tag {
            return None;
        }
        let (length, rest) = match first {
            short @ 0..0x80 => (usize::from(short), rest),
            long => {
                let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7F)).filter(|(it, _)| it.len() <= 4)?;
                (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
            }
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(content)
    }
}

/// `YYMMDDHHMMSSZ` up to 2049, `YYYYMMDDHHMMSSZ` after it.
fn time(validity: &mut Der<'_>) -> Option<SystemTime> {
    let two = |digits: &[u8]| -> Option<u64> { std::str::from_utf8(digits.get(..2)?).ok()?.parse().ok() };
    let (year, rest) = match validity.take(UTC_TIME) {
        Some(text) => (two(text).map(|year| if year < 50 { 2000 + year } else { 1900 + year })?, text.get(2..)?),
        None => {
            let text = validity.take(GENERALIZED_TIME)?;
            (two(text)? * 100 + two(text.get(2..)?)?, text.get(4..)?)
        }
    };
    let at = |index: usize| two(rest.get(2 * index..)?);
    let days = days_since_1970(year, at(0)?, at(1)?)?;
    let seconds = ((days * 24 + at(2)?) * 60 + at(3)?) * 60 + at(4)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// By the Gregorian calendar, in which a year from March on has its leap day last. Dates before 1970 are in the past: day 0.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some(days.saturating_sub(719_468))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A certificate with nothing in it but its validity.
    fn certificate(end: &[u8], tag: u8) -> Vec<u8> {
        let element = |tag: u8, content: &[u8]| [&[tag, u8::try_from(content.len()).unwrap()], content].concat();
        let validity = [element(UTC_TIME, b"200101000000Z"), element(tag, end)].concat();
        let signed = [
            element(VERSION, &[INTEGER, 1, 2]),
            element(INTEGER, &[1]),
            element(SEQUENCE, &[]),
            element(SEQUENCE, &[]),
            element(SEQUENCE, &validity),
        ];
        element(SEQUENCE, &element(SEQUENCE, &signed.concat()))
    }

    fn seconds(end: &[u8], tag: u8) -> Option<u64> {
        Some(not_after(&certificate(end, tag))?.duration_since(UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn the_end_is_read_in_both_forms() {
        assert_eq!(seconds(b"700101000001Z", UTC_TIME), Some(1));
        assert_eq!(seconds(b"240229123456Z", UTC_TIME), Some(1_709_210_096));
        assert_eq!(seconds(b"491231235959Z", UTC_TIME), Some(2_524_607_999));
        assert_eq!(seconds(b"20500101000000Z", GENERALIZED_TIME), Some(2_524_608_000));
        assert_eq!(seconds(b"99991231235959Z", GENERALIZED_TIME), Some(253_402_300_799));
        assert_eq!(seconds(b"500101000000Z", UTC_TIME), Some(0));
    }

    #[test]
    fn what_is_no_certificate_has_no_end() {
        let whole = certificate(b"240229123456Z", UTC_TIME);
        for length in 0..whole.len() {
            assert_eq!(not_after(&whole[..length]), None);
        }
        assert_eq!(seconds(b"241329123456Z", UTC_TIME), None);
        assert_eq!(seconds(b"x", UTC_TIME), None);
        assert_eq!(not_after(&[SEQUENCE, 0xFF, 1, 2, 3]), None);
    }
}
