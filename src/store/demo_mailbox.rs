//! The demo's own mailbox providers: what they have and how they behave. Not for anybody else.

use bekreft_domain::{MailboxProvider, PersonIdentifier};

use super::{Db, Result, Tx};

/// How the demo's provider behaves, by its stored name; `works` until somebody chooses otherwise.
pub async fn behaviour(db: &Db, provider: MailboxProvider) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select behaviour from demo_mailbox_provider where provider = $1",
        provider.as_str()
    )
    .fetch_optional(&db.pool)
    .await?)
}

/// How all of them behave that do not simply work.
pub async fn behaviours(db: &Db) -> Result<Vec<(MailboxProvider, String)>> {
    let rows =
        sqlx::query!("select provider, behaviour from demo_mailbox_provider").fetch_all(&db.pool).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((MailboxProvider::parse(&row.provider)?, row.behaviour)))
        .collect())
}

/// Chooses how it behaves from now on.
pub async fn behave(tx: &mut Tx, provider: MailboxProvider, behaviour: &str) -> Result<()> {
    sqlx::query!(
        "insert into demo_mailbox_provider (provider, behaviour) values ($1, $2)
         on conflict (provider) do update set behaviour = excluded.behaviour",
        provider.as_str(),
        behaviour
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The provider's certificate; the one that is given when it has none yet.
pub async fn certificate(tx: &mut Tx, provider: MailboxProvider, fresh: &[u8]) -> Result<Vec<u8>> {
    Ok(sqlx::query_scalar!(
        r#"insert into demo_mailbox_provider as p (provider, behaviour, certificate) values ($1, 'works', $2)
           on conflict (provider) do update set certificate = coalesce(p.certificate, excluded.certificate)
           returning certificate as "certificate!""#,
        provider.as_str(),
        fresh
    )
    .fetch_one(&mut *tx.inner)
    .await?)
}

/// The address of her mailbox there; the one that is given when she has none yet.
pub async fn open_mailbox(
    tx: &mut Tx,
    provider: MailboxProvider,
    identifier: &PersonIdentifier,
    fresh: &str,
) -> Result<String> {
    Ok(sqlx::query_scalar!(
        "insert into demo_mailbox as m (provider, person_identifier, address) values ($1, $2, $3)
         on conflict (provider, person_identifier) do update set address = m.address
         returning address",
        provider.as_str(),
        identifier.expose(),
        fresh
    )
    .fetch_one(&mut *tx.inner)
    .await?)
}

/// Gives up her mailbox there. False: she had none.
pub async fn close_mailbox(
    tx: &mut Tx,
    provider: MailboxProvider,
    identifier: &PersonIdentifier,
) -> Result<bool> {
    let closed = sqlx::query!(
        "delete from demo_mailbox where provider = $1 and person_identifier = $2",
        provider.as_str(),
        identifier.expose()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(closed.rows_affected() == 1)
}
