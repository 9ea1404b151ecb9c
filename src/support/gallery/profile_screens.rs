//! The screens of «Dine kontaktopplysninger».

use super::samples::{Samples, number, unverified};
use super::screens::Roll;
use super::{Group, Screen};
use crate::store::flow::{DialogRecord, StoryRecord};
use crate::web::Refused;
use crate::web::paths;
use crate::web::still::Scene;

/// All of them.
pub fn all(samples: Samples) -> Vec<Screen> {
    let mut screens = overview(samples);
    screens.extend(mailbox(samples));
    screens.extend(reservation(samples));
    screens.extend(language(samples));
    screens.extend(delete(samples));
    screens
}

/// A story with everything that can happen in it.
fn story(samples: Samples) -> StoryRecord {
    let changes = bekreft_domain::Change::ALL.iter();
    let actors = ["citizen", "system", "support", "national_register", "mailbox_provider", "public_body"];
    let entries = changes.zip(actors.into_iter().cycle()).zip(0..).map(|((change, actor), day)| {
        let organisation = matches!(actor, "public_body" | "support").then(|| "991825827".to_owned());
        (
            samples.days(day),
            actor.to_owned(),
            organisation,
            vec![change.as_str().to_owned()],
            (actor == "support").then(|| "called".to_owned()),
        )
    });
    let day = |days: i64| (samples.now - time::Duration::days(days)).date().to_julian_day();
    let lookup = |days: i64, name: Option<&str>, purpose: &str, times: i32| {
        let at = samples.days(days);
        (day(days), "991825827".to_owned(), name.map(str::to_owned), purpose.to_owned(), times, at, at)
    };
    StoryRecord {
        reservation_updated: Some(samples.days(200)),
        entries: entries.collect(),
        lookups: vec![
            lookup(0, Some("Digitaliseringsdirektoratet"), "contact", 1),
            lookup(0, None, "mailbox", 3),
            lookup(1, Some("Digitaliseringsdirektoratet"), "contact_and_mailbox", 2),
        ],
    }
}

fn overview(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Profile, paths::PROFILE);
    let fresh = || samples.fresh();
    let nothing = StoryRecord::default;
    let declared = Some(("spouse".to_owned(), samples.days(20)));
    let on_purpose = DialogRecord { shared: (Some(true), Some(true)), declared_mobile: declared, ..fresh() };
    let spoken = |language: &str| DialogRecord {
        language: Some((language.to_owned(), samples.days(30))),
        ..samples.with_mailbox(fresh(), "digipost")
    };
    for (name, dialog, story) in vec![
        ("profil", fresh(), story(samples)),
        ("profil-uten-historikk", unverified(fresh()), nothing()),
        ("profil-ett-utgatt", half_expired(samples, true), nothing()),
        ("profil-annet-utgatt", half_expired(samples, false), nothing()),
        ("profil-utgatt", samples.confirmed(580), nothing()),
        ("profil-bare-mobil", DialogRecord { email: None, ..fresh() }, nothing()),
        ("profil-bare-epost", DialogRecord { mobile: None, ..fresh() }, nothing()),
        ("profil-delt", on_purpose, nothing()),
        ("profil-reservert", samples.reserved(samples.with_mailbox(fresh(), "eboks")), nothing()),
        ("profil-tom", samples.empty(), nothing()),
        ("profil-ny", samples.stranger(), nothing()),
        ("profil-slettet", samples.deleted(), nothing()),
        ("profil-sletting-venter", samples.leaving(fresh()), nothing()),
        (
            "profil-sletting-straks",
            DialogRecord { deletion: Some((samples.days(2), samples.days(1))), ..fresh() },
            nothing(),
        ),
        ("profil-bokmal", spoken("nb"), nothing()),
        ("profil-nynorsk", spoken("nn"), nothing()),
        ("profil-samisk", spoken("se"), nothing()),
        ("profil-engelsk", spoken("en"), nothing()),
        ("profil-postkasse-venter", samples.with_wish(fresh(), "waiting", None), nothing()),
        ("profil-postkasse-oppgitt", samples.with_wish(fresh(), "given_up", None), nothing()),
    ] {
        roll.add(name, dialog, Scene::Profile { story });
    }
    roll.path = paths::PRINT;
    let said = |reason: &str| Some((reason.to_owned(), samples.days(20)));
    let whole = |reason: &str| DialogRecord {
        declared_mobile: said(reason),
        declared_email: said("other"),
        shared: (Some(true), Some(true)),
        ..spoken("nn")
    };
    roll.add("utskrift", samples.reserved(whole("child")), Scene::Print { story: story(samples) });
    roll.add("utskrift-verge", samples.leaving(whole("ward")), Scene::Print { story: nothing() });
    roll.add("utskrift-d-nummer", whole("d_number"), Scene::Print { story: nothing() });
    roll.add("utskrift-tom", samples.stranger(), Scene::Print { story: nothing() });
    roll.add("utskrift-slettet", samples.deleted(), Scene::Print { story: nothing() });
    roll.add("utskrift-uverifisert", unverified(fresh()), Scene::Print { story: nothing() });
    roll.screens
}

/// One channel is too old, the other is not.
fn half_expired(samples: Samples, is_mobile: bool) -> DialogRecord {
    let (old, fresh) = (samples.confirmed(580), samples.fresh());
    if is_mobile {
        DialogRecord { mobile: old.mobile, ..fresh }
    } else {
        DialogRecord { email: old.email, ..fresh }
    }
}

fn mailbox(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Mailbox, paths::MAILBOX);
    let fresh = || samples.fresh();
    let done = |name: &str| Scene::Mailbox { done: Some(name.to_owned()), is_missing: false };
    let plain = || Scene::Mailbox { done: None, is_missing: false };
    roll.add("postkasseside", fresh(), plain());
    roll.add("postkasseside-mangler", fresh(), Scene::Mailbox { done: None, is_missing: true });
    roll.add("postkasseside-har", samples.with_mailbox(fresh(), "digipost"), plain());
    roll.add("postkasseside-har-utgatt", samples.with_mailbox(samples.confirmed(580), "eboks"), plain());
    roll.add("postkasseside-opprettet", samples.with_mailbox(fresh(), "eboks"), done("eboks"));
    roll.add("postkasseside-fjernet", fresh(), done("none"));
    roll.add("postkasseside-venter", samples.with_wish(fresh(), "waiting", None), plain());
    roll.add("postkasseside-avslag", samples.with_wish(fresh(), "refused", Some("RESERVERT")), plain());
    roll.add("postkasseside-reservert", samples.reserved(fresh()), plain());
    let reserved = samples.reserved(samples.with_mailbox(fresh(), "digipost"));
    roll.add("postkasseside-har-reservert", reserved, plain());
    roll.add("postkasseside-ny", samples.stranger(), plain());
    let young = DialogRecord { identifier: number(samples.now.year() - 12), ..fresh() };
    roll.add("postkasseside-for-ung", young, plain());
    roll.add("postkasseside-niva", fresh(), plain());
    if let Some(screen) = roll.screens.last_mut() {
        screen.still.level = Some("substantial".to_owned());
    }
    roll.screens
}

fn reservation(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Profile, paths::RESERVATION);
    let scene = |done: Option<&str>, refused| Scene::Reservation { done: done.map(str::to_owned), refused };
    roll.add("reservasjon", samples.fresh(), scene(None, None));
    roll.add("reservasjon-mangler", samples.fresh(), scene(None, Some(Refused::Missing)));
    roll.add("reservasjon-er", samples.reserved(samples.fresh()), scene(None, None));
    roll.add("reservasjon-gjort", samples.reserved(samples.fresh()), scene(Some("yes"), None));
    roll.add("reservasjon-opphevet", samples.fresh(), scene(Some("no"), None));
    roll.screens
}

fn language(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Profile, paths::LETTER_LANGUAGE);
    let scene = |done: Option<&str>, refused| Scene::Language { done: done.map(str::to_owned), refused };
    roll.add("sprak", samples.fresh(), scene(None, None));
    roll.add("sprak-mangler", samples.fresh(), scene(None, Some(Refused::Missing)));
    let chosen = DialogRecord { language: Some(("nn".to_owned(), samples.minutes(1))), ..samples.fresh() };
    roll.add("sprak-valgt", chosen, scene(Some("nn"), None));
    roll.screens
}

fn delete(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Profile, paths::DELETE);
    let scene = |done: Option<&str>, refused| Scene::Delete { done: done.map(str::to_owned), refused };
    roll.add("slett", samples.fresh(), scene(None, None));
    roll.add("slett-mangler", samples.fresh(), scene(None, Some(Refused::Missing)));
    roll.add("slett-ikke-na", samples.fresh(), scene(None, Some(Refused::NotNow)));
    roll.add("slett-bestilt", samples.leaving(samples.fresh()), scene(Some("yes"), None));
    roll.add("slett-bestilt-uten-kontakt", samples.leaving(samples.empty()), scene(Some("yes"), None));
    roll.add("slett-venter", samples.leaving(samples.fresh()), scene(None, None));
    roll.add("slett-angret", samples.fresh(), scene(Some("no"), None));
    roll.add("slett-slettet", samples.deleted(), scene(None, None));
    roll.add("slett-aldri-registrert", samples.stranger(), scene(None, None));
    roll.screens
}
