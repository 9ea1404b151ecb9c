//! What the register holds of a person in the shape of its REST API, masked until there is a reason to see more.

use bekreft_domain::{Contact, EmailAddress, Expiry, MobileNumber, Rights};
use serde_json::Value;
use time::OffsetDateTime;

use crate::api::wire::{Certificates, PersonResource};
use crate::store::desk::Record;
use crate::web::WebError;

/// All that a public body could be told, and what it is not told any more because it is too old.
pub fn json(record: &Record, is_revealed: bool, now: OffsetDateTime) -> Result<String, WebError> {
    let found = record.as_looked_up();
    let certificates = Certificates::default();
    let rights = Rights { contact_information: true, digital_mail: true };
    let resource = PersonResource::of(&found, (rights, Expiry::Told), &certificates, now);
    let mut json = serde_json::to_value(&resource).map_err(|_| WebError::Unexpected("source"))?;
    if !is_revealed {
        mask(&mut json, record);
    }
    serde_json::to_string_pretty(&json).map_err(|_| WebError::Unexpected("source"))
}

fn mask(json: &mut Value, record: &Record) {
    let person = record.person();
    let masked = [
        ("/personidentifikator", Some(person.identifier().masked())),
        (
            "/kontaktinformasjon/mobiltelefonnummer",
            person.mobile().map(Contact::value).map(MobileNumber::masked),
        ),
        ("/kontaktinformasjon/epostadresse", person.email().map(Contact::value).map(EmailAddress::masked)),
        ("/digital_post/postkasseadresse", person.mailbox().map(|mailbox| mailbox.address.masked())),
    ];
    for (place, value) in masked {
        if let (Some(field), Some(value)) = (json.pointer_mut(place), value) {
            *field = Value::String(value);
        }
    }
}
