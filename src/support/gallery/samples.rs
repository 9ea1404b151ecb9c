//! What the screens of the gallery are made of: a person who does not exist, in every situation.

use bekreft_domain::{IdentifierKind, PersonIdentifier};
use time::{Date, Duration, OffsetDateTime};

use crate::store::flow::{
    CodesRecord, ContactRecord, DialogRecord, DraftRecord, MailboxRecord, Micros, RecentRecord, WishRecord,
    micros,
};
use crate::web::still::{Scene, SituationRecord, Still};

pub const MOBILE: &str = "+4798765432";
const TYPED_MOBILE: &str = "98 76 54 32";
pub const EMAIL: &str = "kari.nordmann@example.no";

/// A time before or after now.
pub fn ago(now: OffsetDateTime, by: Duration) -> Micros {
    micros(now - by)
}

/// What the samples are made of.
#[derive(Clone, Copy, Debug)]
pub struct Samples {
    /// When the screens are looked at.
    pub now: OffsetDateTime,
}

impl Samples {
    /// So many days ago.
    pub fn days(self, days: i64) -> Micros {
        ago(self.now, Duration::days(days))
    }

    /// So many minutes ago.
    pub fn minutes(self, minutes: i64) -> Micros {
        ago(self.now, Duration::minutes(minutes))
    }

    fn contact(self, value: &str) -> ContactRecord {
        ContactRecord {
            value: value.to_owned(),
            updated: self.days(400),
            confirmed: Some(self.days(91)),
            validated: Some(self.days(400)),
        }
    }

    /// Nobody the register has heard of.
    pub fn stranger(self) -> DialogRecord {
        DialogRecord { identifier: number(self.now.year() - 45), ..DialogRecord::default() }
    }

    /// Somebody whose contact information is due to be confirmed.
    pub fn due(self) -> DialogRecord {
        DialogRecord {
            status: Some("active".to_owned()),
            mobile: Some(self.contact(MOBILE)),
            email: Some(self.contact(EMAIL)),
            shared: (Some(false), Some(false)),
            ..self.stranger()
        }
    }

    /// Somebody who has confirmed lately.
    pub fn fresh(self) -> DialogRecord {
        self.confirmed(10)
    }

    /// Somebody who confirmed so many days ago.
    pub fn confirmed(self, days: i64) -> DialogRecord {
        let mut dialog = self.due();
        for contact in [&mut dialog.mobile, &mut dialog.email].into_iter().flatten() {
            contact.confirmed = Some(self.days(days));
            contact.updated = self.days(days.max(400));
        }
        dialog
    }

    /// Somebody with an empty register.
    pub fn empty(self) -> DialogRecord {
        DialogRecord { status: Some("active".to_owned()), ..self.stranger() }
    }

    /// Somebody who has been deleted.
    pub fn deleted(self) -> DialogRecord {
        let deleted = Some(self.days(20));
        DialogRecord { status: Some("deleted".to_owned()), deleted, ..self.stranger() }
    }

    /// Somebody who is deleted tomorrow.
    pub fn leaving(self, dialog: DialogRecord) -> DialogRecord {
        DialogRecord { deletion: Some((self.minutes(30), self.minutes(30 - 1440))), ..dialog }
    }

    /// Somebody who is reserved.
    pub fn reserved(self, dialog: DialogRecord) -> DialogRecord {
        DialogRecord { reserved: Some(self.days(200)), ..dialog }
    }

    /// With a digital mailbox.
    pub fn with_mailbox(self, dialog: DialogRecord, provider: &str) -> DialogRecord {
        let mailbox = MailboxRecord {
            provider: provider.to_owned(),
            address: "kari.nordmann#1A2B".to_owned(),
            updated: self.days(300),
        };
        DialogRecord { mailbox: Some(mailbox), ..dialog }
    }

    /// With a wish for one, and what became of it.
    pub fn with_wish(self, dialog: DialogRecord, state: &str, refusal: Option<&str>) -> DialogRecord {
        let wish = WishRecord {
            provider: "digipost".to_owned(),
            ordered: self.minutes(5),
            state: state.to_owned(),
            refusal: refusal.map(str::to_owned),
        };
        DialogRecord { wish: Some(wish), ..dialog }
    }

    /// A code for the number or the address: message state and what stands in its way, tries, and how many minutes ago.
    pub fn codes(self, channel: &str, state: (&str, Option<&str>), tries: u32, minutes: i64) -> CodesRecord {
        let is_sms = channel == "mobile";
        let life = if is_sms { 10 } else { 30 };
        CodesRecord {
            recent: vec![RecentRecord {
                value: if is_sms { MOBILE } else { EMAIL }.to_owned(),
                tries,
                proven: None,
                expires: self.minutes(minutes - life),
                sent: vec![self.minutes(minutes)],
                state: state.0.to_owned(),
                failure: state.1.map(str::to_owned),
                state_at: Some(self.minutes(minutes)),
                not_after: self.minutes(minutes - life + 2),
            }],
            wrong_tries: (0..tries).map(|_| self.minutes(minutes)).collect(),
        }
    }
}

/// Somebody who has never entered a code.
pub fn unverified(mut dialog: DialogRecord) -> DialogRecord {
    for contact in [&mut dialog.mobile, &mut dialog.email].into_iter().flatten() {
        contact.validated = None;
    }
    dialog
}

/// A synthetic number of somebody born in that year.
pub fn number(year: i32) -> String {
    let born = Date::from_ordinal_date(year, 45).unwrap_or(Date::MIN);
    let numbers = (0..1000).filter_map(|individual| {
        PersonIdentifier::synthetic(born, individual, IdentifierKind::NationalIdentityNumber)
    });
    numbers.map(|number| number.expose().to_owned()).next().unwrap_or_default()
}

/// What is typed: a number and an address.
pub fn typed(mobile: &str, email: &str) -> DraftRecord {
    DraftRecord {
        country: "NO".to_owned(),
        mobile: mobile.to_owned(),
        email: email.to_owned(),
        ..DraftRecord::default()
    }
}

/// What is typed when nothing has been changed.
pub fn unchanged() -> DraftRecord {
    typed(TYPED_MOBILE, EMAIL)
}

/// What is sent in and is not right.
pub fn rejected(mobile: &str, email: &str) -> DraftRecord {
    DraftRecord { submitted: true, ..typed(mobile, email) }
}

/// With something typed.
pub fn with(dialog: DialogRecord, draft: DraftRecord) -> DialogRecord {
    DialogRecord { draft: Some(draft), ..dialog }
}

/// A question that was put, and its answer.
#[expect(clippy::unnecessary_wraps, reason = "as the record has it")]
pub fn asked(value: &str, answer: &str) -> Option<(String, String)> {
    Some((value.to_owned(), answer.to_owned()))
}

/// A page of hers.
pub fn still(dialog: DialogRecord, level: &str, scene: Scene) -> Still {
    Still { level: Some(level.to_owned()), dialog: Some(dialog), ..Still::plain(scene) }
}

/// Why the code page is shown.
pub fn situation(name: &str) -> SituationRecord {
    SituationRecord { name: name.to_owned(), ..SituationRecord::default() }
}
