//! Customers of the API.

use sqlx::PgPool;
use time::OffsetDateTime;

use crate::World;

/// The organisation number of a customer: Digitaliseringsdirektoratet.
pub const CUSTOMER: &str = "991825827";
/// Another: Skatteetaten.
pub const OTHER_CUSTOMER: &str = "974761076";

/// Makes an organisation a customer that may call and is hardly ever held back.
pub(crate) async fn put(pool: &PgPool, organisation: &str, name: &str, now: OffsetDateTime) {
    sqlx::query(
        "insert into customer (organisation_number, name, sector, terms_accepted_at, persons_per_minute, calls_per_second,
                               created_at, updated_at)
         values ($1, $2, 'state', $3, 1000000, 10000, $3, $3)
         on conflict (organisation_number) do update set name = excluded.name",
    )
    .bind(organisation)
    .bind(name)
    .bind(now)
    .execute(pool)
    .await
    .expect("a customer");
}

impl World {
    /// Makes an organisation a customer that may call and is hardly ever held back.
    pub async fn customer(&self, organisation: &str, name: &str) {
        put(&self.pool, organisation, name, self.now()).await;
    }

    /// Writes down what has been looked up so far.
    pub async fn writes_lookups_down(&self) {
        self.state.recorder.flush(&self.db, self.state.chance, self.now()).await.expect("they are written");
    }
}
