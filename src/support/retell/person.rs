//! Who she was when it began, and how those behaved who carried her messages.

use bekreft_domain::{IdentifierKind, PersonIdentifier};
use time::{Duration, OffsetDateTime};

use super::Scene;
use super::values::Names;
use crate::i18n::Locale;
use crate::scenario::{
    Ago, Behaviour, Contact, Draft, Habit, Kind, LetterLanguage, Level, Mailbox, MailboxChoice, Person,
    Providers, Purpose, Session, Span, Unit, Used,
};
use crate::store::flow::{CodesRecord, ContactRecord, DialogRecord, Micros, time_of};
use crate::web::still;

/// So long before, in the unit that tells it best.
pub fn span(length: Duration) -> Span {
    let seconds = length.whole_seconds().max(1);
    let (amount, unit) = match (seconds, seconds / 3_600) {
        (..=120, _) => (seconds, Unit::Second),
        (_, ..2) => (seconds / 60, Unit::Minute),
        (_, hours @ ..48) => (hours, Unit::Hour),
        _ => (seconds / 86_400, Unit::Day),
    };
    Span::new(u32::try_from(amount).unwrap_or(u32::MAX), unit)
}

fn ago(at: Micros, now: OffsetDateTime) -> Ago {
    Ago(span(time_of(at).map_or(Duration::SECOND, |at| now - at)))
}

/// As the first page knew her.
pub fn of(first: &Scene, names: &mut Names) -> Person {
    let Some(dialog) = &first.still.dialog else { return Person::default() };
    let now = first.step.at;
    let identifier = PersonIdentifier::parse(&dialog.identifier).ok();
    let born = identifier.as_ref().and_then(PersonIdentifier::birth_date).map_or(1980, time::Date::year);
    let is_d_number = identifier.is_some_and(|it| it.kind() == IdentifierKind::DNumber);
    let address = |names: &mut Names, value: &str| names.address(value);
    Person {
        kind: if is_d_number { Kind::DNumber } else { Kind::National },
        born: born.clamp(1900, 2020),
        known: dialog.status.is_some(),
        language: dialog.language.as_ref().and_then(|(language, _)| LetterLanguage::parse(language)),
        reserved: dialog.reserved.map(|at| ago(at, now)),
        deleted: dialog.deleted.map(|at| ago(at, now)),
        mobile: dialog.mobile.as_ref().map(|contact| {
            let value = names.number(&contact.value);
            registered(contact, value, (dialog.shared.0, dialog.declared_mobile.as_ref()), now)
        }),
        email: dialog.email.as_ref().map(|contact| {
            let value = address(names, &contact.value);
            registered(contact, value, (dialog.shared.1, dialog.declared_email.as_ref()), now)
        }),
        mailbox: mailbox(dialog, now),
        draft: dialog.draft.as_ref().map(|draft| Draft {
            country: draft.country.clone(),
            mobile: names.typed_mobile(&draft.mobile, &draft.country),
            email: names.typed_email(&draft.email),
            saved: Ago::new(1, Unit::Minute),
        }),
    }
}

fn registered(
    contact: &ContactRecord,
    value: String,
    (is_shared, declared): (Option<bool>, Option<&(String, Micros)>),
    now: OffsetDateTime,
) -> Contact {
    Contact {
        value,
        confirmed: ago(contact.confirmed.unwrap_or(contact.updated), now),
        registered: Some(ago(contact.updated, now)),
        verified: contact.validated.map(|at| ago(at, now)),
        others: u8::from(is_shared == Some(true)),
        on_purpose: declared.and_then(|(reason, _)| Purpose::parse(reason)),
    }
}

fn mailbox(dialog: &DialogRecord, now: OffsetDateTime) -> Option<Mailbox> {
    let mailbox = dialog.mailbox.as_ref()?;
    Some(Mailbox {
        provider: MailboxChoice::parse(&mailbox.provider)?,
        address: mailbox.address.clone(),
        since: ago(mailbox.updated, now),
    })
}

/// How she came.
pub fn session(first: &Scene) -> Session {
    Session {
        level: first.still.level.as_deref().and_then(Level::parse).unwrap_or(Level::Substantial),
        language: Some(match first.step.locale {
            Locale::Nb => LetterLanguage::Nb,
            Locale::Nn => LetterLanguage::Nn,
            Locale::En => LetterLanguage::En,
        }),
        to_service: first.still.service.is_some(),
    }
}

fn codes(scene: &Scene) -> Option<(bool, &CodesRecord)> {
    match &scene.still.scene {
        still::Scene::Code { channel, codes, .. } => Some((channel == "mobile", codes)),
        _ => None,
    }
}

/// What counted towards her limits before it began.
pub fn used(scenes: &[Scene], began: OffsetDateTime) -> Used {
    let before = |times: &[Micros]| {
        let count = times.iter().filter(|at| time_of(**at).is_ok_and(|at| at < began)).count();
        u8::try_from(count).unwrap_or(u8::MAX)
    };
    let of = |is_sms: bool| {
        scenes.iter().filter_map(codes).find(|(sms, _)| *sms == is_sms).map(|(_, codes)| codes)
    };
    let wrong = |codes: Option<&CodesRecord>| codes.map_or(0, |codes| before(&codes.wrong_tries));
    let sent = |codes: Option<&CodesRecord>| {
        let sent = codes.into_iter().flat_map(|codes| &codes.recent).map(|recent| before(&recent.sent));
        sent.fold(0, u8::saturating_add)
    };
    Used {
        wrong_sms: wrong(of(true)),
        wrong_email: wrong(of(false)),
        sms: sent(of(true)),
        email: sent(of(false)),
        ..Used::default()
    }
}

/// How a provider behaved, as far as it shows: the worst that was seen of each.
pub fn providers(known: Providers, scene: &Scene) -> Providers {
    let mut providers = known;
    if let Some((is_sms, codes)) = codes(scene) {
        let habit = codes.recent.iter().find_map(|recent| habit(&recent.state, recent.failure.as_deref()));
        let of = if is_sms { &mut providers.sms } else { &mut providers.email };
        *of = habit.or(*of);
    }
    if let Some(wish) = scene.still.dialog.as_ref().and_then(|dialog| dialog.wish.as_ref()) {
        let behaviour = behaviour(&wish.state, wish.refusal.as_deref());
        let of = if wish.provider == "digipost" { &mut providers.digipost } else { &mut providers.eboks };
        *of = behaviour.or(*of);
    }
    providers
}

fn habit(state: &str, failure: Option<&str>) -> Option<Habit> {
    match (state, failure) {
        ("undelivered", _) => Some(Habit::Lost),
        (_, Some("bad_address")) => Some(Habit::Refused),
        (_, Some("unclear")) => Some(Habit::Silent),
        (_, Some(_)) => Some(Habit::Broken),
        _ => None,
    }
}

fn behaviour(state: &str, refusal: Option<&str>) -> Option<Behaviour> {
    match (state, refusal) {
        ("waiting" | "given_up", _) => Some(Behaviour::Down),
        (_, Some("RESERVERT")) => Some(Behaviour::Reserved),
        (_, Some("ALLEREDE_AKTIV" | "POSTKASSE_EKSISTERER_ALLEREDE")) => Some(Behaviour::AlreadyActive),
        (_, Some("BRUKER_IKKE_FUNNET")) => Some(Behaviour::PersonUnknown),
        (_, Some("UGYLDIG_EPOSTADRESSE")) => Some(Behaviour::BadEmail),
        (_, Some(_)) => Some(Behaviour::BadCertificate),
        _ => None,
    }
}
