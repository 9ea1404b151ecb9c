//! The rules of the register, one module for each idea. Every test is named as the sentence it proves.

mod code;
mod contact;
mod declaration;
mod email_address;
mod email_canonical;
mod email_suggestion;
mod freshness;
mod given;
mod limits;
mod mailbox;
mod mailbox_certificate;
mod mobile_number;
mod mobile_number_abroad;
mod names;
mod oslo;
mod person_choices;
mod person_confirm;
mod person_identifier;
mod person_identifier_made;
mod person_status;
mod sharing;
mod support_code;
mod verification;
