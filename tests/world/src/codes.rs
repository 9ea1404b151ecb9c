//! Codes on their way: what the worker does, and what arrives.

use bekreft::actions::deliver::{deliver_next, enter_demo_reports};
use bekreft::actions::mailbox::{Desk, fulfil_next};
use bekreft::clock::Chance;
use bekreft_domain::MailboxProvider;
use serde_json::Value;

use crate::{Citizen, Fetched, World};

/// A message as the demo's inbox shows it.
#[derive(Clone, Debug)]
pub struct Message {
    /// `sms` or `email`.
    pub channel: String,
    /// Number or address.
    pub to: String,
    /// What it says; empty until it arrives.
    pub text: String,
    /// Subject of an e-mail.
    pub subject: String,
    /// The code in it.
    pub code: Option<String>,
    /// `waiting`, `accepted`, `delivered`, `undelivered`, `failed`.
    pub status: String,
}

impl World {
    /// Lets the worker do all that is due now.
    pub async fn works(&self) {
        for _ in 0..1000 {
            let found = deliver_next(&self.db, &self.dispatch, &self.clock).await;
            if !found.expect("the outbox can be read") {
                break;
            }
        }
        enter_demo_reports(&self.db, self.now()).await.expect("the reports are entered");
    }

    /// Lets the worker do all errands to mailbox providers that are due now, and says how many.
    pub async fn runs_errands(&self) -> usize {
        let desk = Desk {
            db: &self.db,
            clients: &self.dispatch.mailboxes,
            clock: &self.clock,
            chance: Chance,
            is_at_page: false,
        };
        let mut done = 0;
        loop {
            let before = done;
            for provider in MailboxProvider::ALL {
                done += usize::from(fulfil_next(desk, *provider).await.expect("the errands can be read"));
            }
            if done == before {
                return done;
            }
        }
    }

    /// How one of the demo's own mailbox providers behaves from now on.
    pub async fn provider_behaves(&self, provider: &str, behaviour: &str) {
        sqlx::query(
            "insert into demo_mailbox_provider (provider, behaviour) values ($1, $2)
             on conflict (provider) do update set behaviour = excluded.behaviour",
        )
        .bind(provider)
        .bind(behaviour)
        .execute(&self.pool)
        .await
        .expect("a behaviour that exists");
    }

    /// All messages, newest first.
    pub async fn inbox(&self) -> Vec<Message> {
        let answer = self.stranger().asks("GET", "/innboks?format=json", &[]).await;
        let body = answer.text().await.expect("a body");
        let list: Vec<Value> = serde_json::from_str(&body).expect("JSON");
        let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let read = |value: &Value| Message {
            channel: text(value, "channel"),
            to: text(value, "to"),
            text: text(value, "text"),
            subject: text(value, "subject"),
            code: value["code"].as_str().map(str::to_owned),
            status: text(value, "status"),
        };
        list.iter().map(read).collect()
    }

    /// Lets the worker work, and reads the newest code on a channel.
    pub async fn code(&self, channel: &str) -> String {
        self.works().await;
        let inbox = self.inbox().await;
        let newest = inbox.iter().find(|message| message.channel == channel && message.code.is_some());
        let code = newest.and_then(|message| message.code.clone()).expect("a code has arrived");
        self.must_not_be_logged_as_a_word(&code);
        code
    }

    /// A code that is certainly not the newest one on the channel.
    pub async fn wrong_code(&self, channel: &str) -> String {
        let code: u32 = self.code(channel).await.parse().expect("digits");
        format!("{:06}", (code + 1) % 1_000_000)
    }
}

impl Citizen {
    /// Presses «Send kode …» on the dialog, with some fields filled in.
    pub async fn asks_for_code(&self, action: &str, fields: &[(&str, &str)]) -> Fetched {
        let page = self.opens("/bekreft/endre").await;
        let mut form = page.form("form#confirm").with("action", action);
        for (name, value) in fields {
            form = form.with(name, value);
        }
        self.sends(&form).await
    }

    /// Enters a code.
    pub async fn enters(&self, path: &str, code: &str) -> Fetched {
        let page = self.opens(path).await;
        self.sends(&page.form("form#verify").with("code", code)).await
    }

    /// Asks for the code again.
    pub async fn asks_again(&self, path: &str) -> Fetched {
        let page = self.opens(path).await;
        self.sends(&page.form("form#send")).await
    }
}
