//! Certificates of mailbox providers: which can be used, and which cannot.

use bekreft_domain::{CertificateError, MailboxCertificate, MailboxProvider};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair, KeyUsagePurpose};
use time::Duration;

use crate::given::now;

fn certificate(change: impl FnOnce(&mut CertificateParams)) -> Vec<u8> {
    let mut params = CertificateParams::default();
    params.not_before = now() - Duration::days(30);
    params.not_after = now() + Duration::days(365);
    params.key_usages = vec![KeyUsagePurpose::KeyEncipherment, KeyUsagePurpose::DigitalSignature];
    params.distinguished_name.push(DnType::CommonName, "DIGIPOST TEST");
    change(&mut params);
    let key = KeyPair::generate().expect("a key");
    params.self_signed(&key).expect("a certificate").der().to_vec()
}

fn check(der: &[u8]) -> Result<MailboxCertificate, CertificateError> {
    MailboxCertificate::check(der, MailboxProvider::Digipost, now())
}

fn named(oid: &[u64], text: &str) -> Vec<u8> {
    let (oid, text) = (oid.to_vec(), text.to_owned());
    certificate(move |params| {
        params.distinguished_name.push(DnType::CustomDnType(oid), text);
    })
}

#[test]
fn a_certificate_that_is_valid_and_can_encrypt_is_good() {
    let der = certificate(|_| {});
    let good = check(&der).expect("a good certificate");
    assert_eq!(good.der(), der);
    assert_eq!(good.not_after().date(), (now() + Duration::days(365)).date());
    assert_eq!(good.not_before().date(), (now() - Duration::days(30)).date());
}

#[test]
fn a_certificate_without_key_usage_may_be_used_for_everything() {
    assert!(check(&certificate(|params| params.key_usages.clear())).is_ok());
}

#[test]
fn a_certificate_is_good_only_in_its_time() {
    let expired = certificate(|params| params.not_after = now() - Duration::seconds(1));
    let early = certificate(|params| params.not_before = now() + Duration::minutes(1));
    assert_eq!(check(&expired), Err(CertificateError::Expired));
    assert_eq!(check(&early), Err(CertificateError::NotYetValid));
}

#[test]
fn a_certificate_that_only_signs_cannot_encrypt() {
    let signs = certificate(|params| params.key_usages = vec![KeyUsagePurpose::DigitalSignature]);
    assert_eq!(check(&signs), Err(CertificateError::CannotEncrypt));
    let agrees = certificate(|params| params.key_usages = vec![KeyUsagePurpose::KeyAgreement]);
    assert!(check(&agrees).is_ok());
}

#[test]
fn a_certificate_authority_is_not_a_provider() {
    let authority = certificate(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    assert_eq!(check(&authority), Err(CertificateError::Authority));
}

#[test]
fn a_certificate_that_names_another_organisation_is_refused() {
    for oid in [&[2, 5, 4, 97][..], &[2, 5, 4, 5]] {
        assert!(check(&named(oid, "NTRNO-984661185")).is_ok());
        assert!(check(&named(oid, "984661185")).is_ok());
        assert_eq!(check(&named(oid, "NTRNO-922020175")), Err(CertificateError::OtherOrganisation));
        assert_eq!(check(&named(oid, "922020175")), Err(CertificateError::OtherOrganisation));
        assert!(check(&named(oid, "serial 17")).is_ok(), "names nobody");
    }
}

#[test]
fn what_is_not_one_certificate_is_refused() {
    let good = certificate(|_| {});
    let twice = [good.clone(), good.clone()].concat();
    for der in [&[][..], b"MIIC", &good[..good.len() - 1], &twice] {
        assert_eq!(check(der), Err(CertificateError::Unreadable));
    }
}
