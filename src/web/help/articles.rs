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
    /// The question.
    pub title: &'static str,
    /// The answer.
    pub paragraphs: Vec<&'static str>,
}

fn section(title: &'static str, paragraph: &'static str) -> Section {
    Section { title, paragraphs: vec![paragraph] }
}

/// What the register is.
pub fn register(tr: Tr) -> Article {
    Article {
        title: tr.help_register_title(),
        lead: tr.help_register_lead(),
        sections: vec![
            section(tr.help_register_confirm_title(), tr.help_register_confirm()),
            section(tr.help_register_verify_title(), tr.help_register_verify()),
            section(tr.help_register_voluntary_title(), tr.help_register_voluntary()),
            section(tr.help_register_security_title(), tr.help_register_security()),
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
            section(tr.help_code_must_title(), tr.help_code_must()),
            section(tr.help_code_life_title(), tr.help_code_life()),
            section(tr.help_code_missing_title(), tr.help_code_missing()),
            section(tr.help_code_unasked_title(), tr.help_code_unasked()),
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
            Section { title: tr.help_reservation_what_title(), paragraphs: on_paper },
            section(tr.help_reservation_still_title(), tr.reservation_service_messages()),
            section(tr.help_reservation_must_title(), tr.help_reservation_must()),
            section(tr.help_reservation_delete_title(), tr.help_reservation_delete()),
            section(tr.help_reservation_how_title(), tr.help_reservation_how()),
        ],
        onward: (paths::RESERVATION, tr.help_reservation_go()),
    }
}

/// What is stored, for how long, and what she can decide.
pub fn privacy(tr: Tr) -> Article {
    Article {
        title: tr.help_privacy_title(),
        lead: tr.help_privacy_lead(),
        sections: vec![
            section(tr.help_privacy_what_title(), tr.help_privacy_what()),
            section(tr.help_privacy_why_title(), tr.help_privacy_why()),
            section(tr.help_privacy_long_title(), tr.help_privacy_long()),
            section(tr.help_privacy_choose_title(), tr.help_privacy_choose()),
            section(tr.help_privacy_cookies_title(), tr.help_privacy_cookies()),
        ],
        onward: (paths::PROFILE, tr.help_privacy_go()),
    }
}
