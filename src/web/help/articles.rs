//! What the help pages say. Each is questions and answers, and a way on.

use crate::i18n::Tr;
use crate::web::paths;

/// One help page.
pub struct Article {
    /// Its heading.
    pub title: &'static str,
    /// What it is about, in a sentence or two.
    pub lead: &'static str,
    /// Questions and answers.
    pub sections: Vec<Section>,
    /// Where she can do something about it: address and text.
    pub onward: (&'static str, &'static str),
}

/// A question and its answer.
pub struct Section {
    /// Its place on the page, the same in every language.
    pub id: &'static str,
    /// The question.
    pub title: &'static str,
    /// The answer.
    pub paragraphs: Vec<&'static str>,
}

fn section(id: &'static str, title: &'static str, paragraph: &'static str) -> Section {
    Section { id, title, paragraphs: vec![paragraph] }
}

/// What the register is.
pub fn register(tr: Tr) -> Article {
    Article {
        title: tr.help_register_title(),
        lead: tr.help_register_lead(),
        sections: vec![
            section("bekrefte", tr.help_register_confirm_title(), tr.help_register_confirm()),
            section("mangler-verifikasjon", tr.help_register_verify_title(), tr.help_register_verify()),
            section("frivillig", tr.help_register_voluntary_title(), tr.help_register_voluntary()),
            section("trygt", tr.help_register_security_title(), tr.help_register_security()),
        ],
        onward: (paths::CONFIRM, tr.help_back()),
    }
}

/// Codes by SMS and e-mail.
pub fn code(tr: Tr) -> Article {
    Article {
        title: tr.help_code_title(),
        lead: tr.help_code_lead(),
        sections: vec![
            section("ma-jeg", tr.help_code_must_title(), tr.help_code_must()),
            section("varighet", tr.help_code_life_title(), tr.help_code_life()),
            section("kommer-ikke", tr.help_code_missing_title(), tr.help_code_missing()),
            section("ikke-bedt-om", tr.help_code_unasked_title(), tr.help_code_unasked()),
        ],
        onward: (paths::CONFIRM, tr.help_back()),
    }
}

/// Opting out of digital letters.
pub fn reservation(tr: Tr) -> Article {
    let on_paper = vec![tr.reservation_paper(), tr.reservation_everywhere(), tr.reservation_mailbox()];
    Article {
        title: tr.reservation_title(),
        lead: tr.reservation_lead(),
        sections: vec![
            Section { id: "pa-papir", title: tr.help_reservation_what_title(), paragraphs: on_paper },
            section(
                "fortsatt-digitalt",
                tr.help_reservation_still_title(),
                tr.reservation_service_messages(),
            ),
            section("ikke-registrert", tr.help_reservation_must_title(), tr.help_reservation_must()),
            section("slette", tr.help_reservation_delete_title(), tr.help_reservation_delete()),
            section("hvordan", tr.help_reservation_how_title(), tr.help_reservation_how()),
        ],
        onward: (paths::RESERVATION, tr.help_reservation_go()),
    }
}

/// Digital mailboxes.
pub fn mailbox(tr: Tr) -> Article {
    let sent = vec![tr.help_mailbox_sent(), tr.help_mailbox_not_sent()];
    Article {
        title: tr.mailbox_title(),
        lead: tr.mailbox_lead(),
        sections: vec![
            section("hvem", tr.help_mailbox_who_title(), tr.help_mailbox_who()),
            section("hoyt-niva", tr.help_mailbox_level_title(), tr.help_mailbox_level()),
            Section { id: "hva-sendes", title: tr.help_mailbox_sent_title(), paragraphs: sent },
            section("vente", tr.help_mailbox_slow_title(), tr.help_mailbox_slow()),
            section("bytte", tr.help_mailbox_change_title(), tr.help_mailbox_change()),
            section("avslutte", tr.help_mailbox_end_title(), tr.help_mailbox_end()),
            section("reservasjon", tr.help_mailbox_reserved_title(), tr.help_mailbox_reserved()),
        ],
        onward: (paths::MAILBOX, tr.mailbox_change()),
    }
}

/// How accessible the pages are (the accessibility statement).
pub fn accessibility(tr: Tr) -> Article {
    let tested = vec![tr.help_access_axe(), tr.help_access_keyboard(), tr.help_access_looked()];
    Article {
        title: tr.help_access_title(),
        lead: tr.help_access_lead(),
        sections: vec![
            section("krav", tr.help_access_law_title(), tr.help_access_law()),
            Section { id: "provd", title: tr.help_access_tested_title(), paragraphs: tested },
            section("ikke-provd", tr.help_access_untested_title(), tr.help_access_untested()),
            section("mangler", tr.help_access_known_title(), tr.help_access_known()),
            section("si-fra", tr.help_access_report_title(), tr.help_access_report()),
            section("klage", tr.help_access_complain_title(), tr.help_access_complain()),
        ],
        onward: (paths::CONFIRM, tr.help_back()),
    }
}

/// What it means that a value is on others too. Its page is a template of its own, with a list.
pub fn duplicate(tr: Tr) -> Article {
    let advice = vec![tr.help_duplicate_do_own(), tr.help_duplicate_do_share(), tr.help_duplicate_do_wrong()];
    Article {
        title: tr.help_duplicate_title(),
        lead: tr.help_duplicate_what(),
        sections: vec![Section { id: "hva-gjore", title: tr.help_duplicate_do_title(), paragraphs: advice }],
        onward: (paths::CONFIRM, tr.help_back()),
    }
}

/// What is stored, for how long, and what she can decide.
pub fn privacy(tr: Tr) -> Article {
    Article {
        title: tr.help_privacy_title(),
        lead: tr.help_privacy_lead(),
        sections: vec![
            section("hva", tr.help_privacy_what_title(), tr.help_privacy_what()),
            section("hvorfor", tr.help_privacy_why_title(), tr.help_privacy_why()),
            section("andre", tr.help_privacy_others_title(), tr.help_privacy_others()),
            section("oppslag", tr.help_privacy_lookups_title(), tr.help_privacy_lookups()),
            section("hvor-lenge", tr.help_privacy_long_title(), tr.help_privacy_long()),
            section("bestemme", tr.help_privacy_choose_title(), tr.help_privacy_choose()),
            section("informasjonskapsler", tr.help_privacy_cookies_title(), tr.help_privacy_cookies()),
        ],
        onward: (paths::PROFILE, tr.help_privacy_go()),
    }
}
