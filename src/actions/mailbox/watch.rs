//! Operators are told before a certificate of a mailbox provider expires: after that nobody can encrypt to its mailboxes.

use time::{Duration, OffsetDateTime};

use crate::store::mailbox::{self, StoredCertificate};
use crate::store::{self, Db};

/// A certificate is renewed in weeks, not days.
const WARN_BEFORE: Duration = Duration::days(30);

/// The certificates that have expired or soon will.
pub async fn expiring_certificates(db: &Db, now: OffsetDateTime) -> store::Result<Vec<StoredCertificate>> {
    let mut all = mailbox::certificates(db).await?;
    all.retain(|certificate| certificate.not_after < now + WARN_BEFORE);
    Ok(all)
}

/// Says so in the log.
pub async fn warn_of_certificates(db: &Db, now: OffsetDateTime) -> store::Result<()> {
    for certificate in expiring_certificates(db, now).await? {
        let days = (certificate.not_after - now).whole_days();
        let provider = certificate.provider.name();
        tracing::warn!(
            provider,
            days,
            "the certificate of a mailbox provider expires; ask the provider for a new one"
        );
    }
    Ok(())
}
