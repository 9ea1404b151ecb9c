//! Somebody of support, as the demo lets her in.

use crate::{Citizen, Fetched, Person, World};

/// Who only looks.
pub const VIEWER: &str = "viewer";
/// An approver who asks.
pub const ASKS: &str = "asks";
/// Another one, who decides.
pub const DECIDES: &str = "decides";

impl World {
    /// Somebody of support who has logged in with a new browser.
    pub async fn support(&self, who: &str) -> Citizen {
        let worker = self.stranger();
        let form = worker.opens("/testid/stotte").await.form("main form").with("who", who);
        assert_eq!(worker.sends(&form).await.location.as_deref(), Some("/stotte"));
        worker
    }

    /// Where support sees a person.
    pub async fn at_support(&self, person: &Person) -> String {
        let id: i64 = sqlx::query_scalar("select id from person where person_identifier = $1")
            .bind(&person.identifier)
            .fetch_one(&self.pool)
            .await
            .expect("she is in the register");
        format!("/stotte/person/{id}")
    }
}

impl Citizen {
    /// Looks for a value at the support desk.
    pub async fn looks_up(&self, value: &str, reason: &str) -> Fetched {
        let form = self.opens("/stotte/oppslag").await.form("form#look");
        self.sends(&form.with("value", value).with("reason", reason)).await
    }
}
