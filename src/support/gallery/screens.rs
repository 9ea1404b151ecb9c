//! Every page and state, in the order of the gallery.

use time::OffsetDateTime;

use super::samples::{
    EMAIL, Samples, asked, number, rejected, situation, still, typed, unchanged, unverified, with,
};
use super::{Group, Screen};
use crate::store::flow::{DialogRecord, DraftRecord};
use crate::web::paths;
use crate::web::still::{Scene, SituationRecord};

/// Collects screens of one group.
pub struct Roll {
    pub group: Group,
    pub path: &'static str,
    pub screens: Vec<Screen>,
}

impl Roll {
    pub fn new(group: Group, path: &'static str) -> Self {
        Self { group, path, screens: Vec::new() }
    }

    /// A screen of somebody who is logged in at the high level.
    pub fn add(&mut self, name: &str, dialog: DialogRecord, scene: Scene) {
        self.add_at(name, dialog, "high", scene);
    }

    /// The screen of somebody who is on the way to a service.
    fn goes_on_to(&mut self, service: Option<&str>) {
        if let Some(screen) = self.screens.last_mut() {
            screen.still.service = service.map(str::to_owned);
        }
    }

    fn add_at(&mut self, name: &str, dialog: DialogRecord, level: &str, scene: Scene) {
        let (name, group, path) = (name.to_owned(), self.group, self.path);
        self.screens.push(Screen { name, group, path, still: still(dialog, level, scene) });
    }
}

fn confirm() -> Scene {
    Scene::Confirm { is_edit: false }
}

/// The dialog.
pub fn dialog(samples: Samples, service: Option<&str>) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Dialog, paths::CONFIRM);
    let due = || samples.due();
    roll.add("dialog", due(), confirm());
    roll.add("dialog-pa-vei", due(), confirm());
    roll.goes_on_to(service);
    roll.add("dialog-uverifisert", unverified(due()), confirm());
    roll.add("dialog-tom", samples.empty(), confirm());
    roll.add("dialog-ny", samples.stranger(), confirm());
    roll.add("dialog-utgatt", samples.confirmed(580), confirm());
    roll.add("dialog-bare-mobil", DialogRecord { email: None, ..due() }, confirm());
    roll.add("dialog-bare-epost", DialogRecord { mobile: None, ..due() }, confirm());
    roll.add("dialog-sletting-venter", samples.leaving(due()), confirm());
    for (name, mobile) in [
        ("ikke-nummer", "abc"),
        ("for-kort", "987"),
        ("for-langt", "98 76 54 32 1"),
        ("fasttelefon", "22 22 55 55"),
        ("maskin", "580000000000"),
        ("ikke-mobil", "+46 8 508 295 00"),
        ("ukjent-landkode", "+999 123456"),
    ] {
        roll.add(&format!("dialog-mobil-{name}"), with(due(), rejected(mobile, EMAIL)), confirm());
    }
    for (name, email) in [
        ("uten-krollalfa", "kari.example.no"),
        ("flere-krollalfa", "kari@@example.no"),
        ("mellomrom", "kari nordmann@example.no"),
        ("foran", ".kari@example.no"),
        ("domene", "kari@example"),
    ] {
        roll.add(&format!("dialog-epost-{name}"), with(due(), rejected("98 76 54 32", email)), confirm());
    }
    let long = format!("{}@example.no", "kari".repeat(70));
    roll.add("dialog-epost-for-lang", with(due(), rejected("98 76 54 32", &long)), confirm());
    roll.screens
}

/// The dialog with something to think over.
pub fn questions(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Dialog, paths::CONFIRM);
    let due = || samples.due();
    roll.add("dialog-delt-mobil", DialogRecord { shared: (Some(true), Some(false)), ..due() }, confirm());
    roll.add("dialog-delt-epost", DialogRecord { shared: (Some(false), Some(true)), ..due() }, confirm());
    roll.add("dialog-delt-begge", DialogRecord { shared: (Some(true), Some(true)), ..due() }, confirm());
    let declared = Some(("child".to_owned(), samples.days(20)));
    let on_purpose = DialogRecord {
        shared: (Some(true), Some(true)),
        declared_mobile: declared.clone(),
        declared_email: declared,
        ..samples.fresh()
    };
    roll.add("dialog-delt-bevisst", on_purpose, Scene::Confirm { is_edit: true });
    let new = typed("40 00 00 99", "ola@example.no");
    for answer in ["alone", "shared", "limit_reached"] {
        let draft = DraftRecord {
            asked_mobile: asked("+4740000099", answer),
            asked_email: asked("ola@example.no", answer),
            ..new.clone()
        };
        let name = match answer {
            "alone" => "dialog-ny-verdi",
            "shared" => "dialog-ny-verdi-delt",
            _ => "dialog-ny-verdi-grense",
        };
        roll.add(name, with(due(), draft), confirm());
    }
    let proven = vec!["mobile:+4740000099".to_owned(), "email:ola@example.no".to_owned()];
    roll.add("dialog-bevist", DialogRecord { proven, ..with(due(), new) }, confirm());
    let removed = |mobile: &str, email: &str| DraftRecord {
        asked_mobile: if mobile.is_empty() { asked("", "alone") } else { None },
        asked_email: if email.is_empty() { asked("", "alone") } else { None },
        ..typed(mobile, email)
    };
    roll.add("dialog-fjernet-mobil", with(due(), removed("", EMAIL)), confirm());
    roll.add("dialog-fjernet-epost", with(due(), removed("98 76 54 32", "")), confirm());
    let suggestion = DraftRecord {
        asked_email: asked("kari@gmial.com", "alone"),
        ..typed("98 76 54 32", "kari@gmial.com")
    };
    roll.add("dialog-skrivefeil", with(due(), suggestion), confirm());
    for (name, problem) in [("finnes-ikke", "no_such_domain"), ("tar-ikke-imot", "refuses_mail")] {
        let draft = DraftRecord {
            asked_email: asked("kari@eksempel.example", "alone"),
            asked_domain: asked("eksempel.example", problem),
            ..typed("98 76 54 32", "kari@eksempel.example")
        };
        roll.add(&format!("dialog-domene-{name}"), with(due(), draft), confirm());
    }
    roll.screens
}

/// The digital mailbox in the dialog.
pub fn mailbox(samples: Samples) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Mailbox, paths::CONFIRM);
    let due = || samples.due();
    let wanted = |answer: &str, provider: Option<&str>, submitted| DraftRecord {
        wanted: (Some(answer.to_owned()), provider.map(str::to_owned)),
        submitted,
        ..unchanged()
    };
    roll.add("postkasse-ja", with(due(), wanted("yes", None, false)), confirm());
    roll.add("postkasse-uten-leverandor", with(due(), wanted("yes", None, true)), confirm());
    let nobody =
        DraftRecord { wanted: (Some("yes".to_owned()), Some("digipost".to_owned())), ..rejected("", "") };
    roll.add("postkasse-uten-kontakt", with(samples.empty(), nobody), confirm());
    roll.add("postkasse-valgt", with(due(), wanted("yes", Some("eboks"), false)), confirm());
    roll.add("postkasse-har", samples.with_mailbox(due(), "digipost"), confirm());
    roll.add("postkasse-venter", samples.with_wish(due(), "waiting", None), confirm());
    roll.add("postkasse-reservert", samples.reserved(due()), confirm());
    roll.add_at("postkasse-niva", due(), "substantial", confirm());
    let young = DialogRecord { identifier: number(samples.now.year() - 12), ..due() };
    roll.add("postkasse-for-ung", young, confirm());
    roll.add("postkasse-oppgitt", samples.with_wish(due(), "given_up", None), confirm());
    for (name, code) in [
        ("reservert", "RESERVERT"),
        ("finnes", "ALLEREDE_AKTIV"),
        ("ukjent", "BRUKER_IKKE_FUNNET"),
        ("epost", "UGYLDIG_EPOSTADRESSE"),
        ("annet", "UGYLDIG_SERTIFIKAT"),
    ] {
        let name = format!("postkasse-avslag-{name}");
        roll.add(&name, samples.with_wish(due(), "refused", Some(code)), confirm());
    }
    roll.screens
}

/// Entering a code.
pub fn codes(samples: Samples) -> Vec<Screen> {
    let mut screens = Vec::new();
    for (channel, path, word) in [("mobile", paths::CODE_SMS, "sms"), ("email", paths::CODE_EMAIL, "epost")] {
        let mut roll = Roll::new(Group::Codes, path);
        let mut add =
            |name: &str, why: SituationRecord, message: (&str, Option<&str>), tries: u32, minutes: i64| {
                let codes = samples.codes(channel, message, tries, minutes);
                let scene =
                    Scene::Code { channel: channel.to_owned(), situation: why, codes, is_edit: false };
                roll.add(&format!("kode-{word}-{name}"), unverified(samples.due()), scene);
            };
        let open = || situation("open");
        add("venter", open(), ("waiting", None), 0, 0);
        add("venter-trobbel", open(), ("waiting", Some("unavailable")), 0, 1);
        add("sendt", open(), ("accepted", None), 0, 1);
        add("levert", open(), ("delivered", None), 0, 2);
        add("ikke-levert", open(), ("undelivered", None), 0, 1);
        add("mislyktes", open(), ("failed", Some("unavailable")), 0, 2);
        add("avvist", open(), ("failed", Some("bad_address")), 0, 2);
        add("over", open(), ("delivered", None), 0, 45);
        add("mangler", situation("missing"), ("accepted", None), 0, 1);
        add("ikke-seks-sifre", situation("not_six_digits"), ("accepted", None), 0, 1);
        for left in [4, 1] {
            let wrong = SituationRecord { tries_left: Some(left), ..situation("wrong") };
            add(&format!("feil-{left}-igjen"), wrong, ("accepted", None), 5 - left, 1);
        }
        add("brukt-opp", situation("used_up"), ("accepted", None), 5, 0);
        add("utlopt", situation("expired"), ("delivered", None), 0, 45);
        for (limit, name) in [
            ("cool_down", "vent"),
            ("person", "mange"),
            ("new_numbers", "nye-numre"),
            ("destination", "mottaker"),
            ("abroad", "utland"),
            ("prefix", "nummerserie"),
            ("wrong_codes", "feil"),
        ] {
            let held = Some((limit.to_owned(), samples.minutes(-45)));
            let why = SituationRecord { held, ..situation("held") };
            add(&format!("grense-{name}"), why, ("delivered", None), 0, 45);
        }
        let nothing = crate::store::flow::CodesRecord::default();
        for (name, why) in [("ingen", situation("open")), ("ingen-feil", situation("nothing_sent"))] {
            let scene = Scene::Code {
                channel: channel.to_owned(),
                situation: why,
                codes: nothing.clone(),
                is_edit: true,
            };
            roll.add(&format!("kode-{word}-{name}"), unverified(samples.due()), scene);
        }
        screens.extend(roll.screens);
    }
    screens
}

/// The end of the dialog.
pub fn receipt(samples: Samples, service: Option<&str>) -> Vec<Screen> {
    let mut roll = Roll::new(Group::Dialog, paths::RECEIPT);
    let fresh = || samples.fresh();
    for (name, dialog) in [
        ("kvittering", fresh()),
        ("kvittering-uverifisert", unverified(fresh())),
        ("kvittering-tom", samples.empty()),
        ("kvittering-reservert", samples.reserved(fresh())),
        ("kvittering-utgatt", samples.confirmed(580)),
        ("kvittering-postkasse", samples.with_mailbox(fresh(), "eboks")),
        ("kvittering-postkasse-venter", samples.with_wish(fresh(), "waiting", None)),
        ("kvittering-postkasse-avslag", samples.with_wish(fresh(), "refused", Some("RESERVERT"))),
    ] {
        roll.add(name, dialog, Scene::Receipt);
        if let Some(screen) = roll.screens.last_mut() {
            screen.still.has_answered = true;
        }
    }
    roll.add("kvittering-ikke-forfalt", fresh(), Scene::Receipt);
    roll.add("kvittering-pa-vei", samples.with_wish(fresh(), "waiting", None), Scene::Receipt);
    roll.goes_on_to(service);
    roll.screens
}

/// All screens, as they look at this time, of somebody on the way to this service.
pub fn all(now: OffsetDateTime, service: Option<&str>) -> Vec<Screen> {
    let samples = Samples { now };
    let mut screens = dialog(samples, service);
    screens.extend(questions(samples));
    screens.extend(mailbox(samples));
    screens.extend(codes(samples));
    screens.extend(receipt(samples, service));
    screens.extend(super::profile_screens::all(samples));
    screens.extend(super::public_screens::all());
    screens
}
