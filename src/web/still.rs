//! Stills: what a page was made of, kept so that support can see the very page that a citizen saw. Pages are not kept; the same
//! templates make them again. Values of persons are not kept either: stand-ins are, and what is left of a value when it is masked.

mod develop;
mod keep;
mod situation;

use actix_web::{HttpMessage as _, HttpRequest};
use bekreft_domain::{Level, StandIns};
use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::profile::Refused;
use super::signed_in::Citizen;
use crate::app::State;
use crate::return_urls::ReturnUrl;
use crate::store::dialog::Dialog;
use crate::store::flow::{CodesRecord, DialogRecord, Masks, StoryRecord};
pub use develop::{Shown, as_a_picture, develop, with_pictures};
pub(super) use keep::{is_one, keep};
pub use situation::SituationRecord;

/// Which page it was, and what it was made of beside the dialog.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum Scene {
    /// The dialog.
    Confirm { is_edit: bool },
    /// Entering a code.
    Code { channel: String, situation: SituationRecord, codes: CodesRecord, is_edit: bool },
    /// The end of the dialog.
    Receipt,
    /// «Dine kontaktopplysninger».
    Profile { story: StoryRecord },
    /// The same for paper.
    Print { story: StoryRecord },
    /// Choosing a digital mailbox.
    Mailbox { done: Option<String>, is_missing: bool },
    /// Opting out.
    Reservation { done: Option<String>, refused: Option<Refused> },
    /// The language of letters.
    Language { done: Option<String>, refused: Option<Refused> },
    /// Leaving the register.
    Delete { done: Option<String>, refused: Option<Refused> },
    /// No page, and why.
    Error { name: String },
    /// No login, and why.
    Trouble { reason: String },
    /// Made of nothing but its address.
    Public,
    /// A form that was carried out and led on.
    Onward { to: Option<String> },
}

/// A page of a citizen, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Still {
    /// How well she had logged in, if she had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// She had answered the dialog in this session.
    #[serde(default)]
    pub has_answered: bool,
    /// The service she was on the way to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Register and draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialog: Option<DialogRecord>,
    /// What stand-ins are shown as.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub masks: Masks,
    /// The fields of the form that she sent, with stand-ins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<(String, String)>,
    /// The page.
    pub scene: Scene,
}

impl Still {
    /// A page that is made of nothing of hers.
    pub fn plain(scene: Scene) -> Self {
        Self {
            level: None,
            has_answered: false,
            service: None,
            dialog: None,
            masks: Masks::new(),
            sent: Vec::new(),
            scene,
        }
    }
}

/// What a page of somebody who is logged in is made of.
#[derive(Clone, Copy, Debug)]
pub struct Shot<'a> {
    level: Level,
    has_answered: bool,
    dialog: &'a Dialog,
    service: Option<&'a ReturnUrl>,
}

impl<'a> Shot<'a> {
    /// Of a citizen's page.
    pub fn of(citizen: &Citizen, dialog: &'a Dialog, service: Option<&'a ReturnUrl>) -> Self {
        Self { level: citizen.level(), has_answered: citizen.has_answered(), dialog, service }
    }
}

/// What is known of a request when its answer goes out.
#[derive(Clone, Debug, Default)]
struct Noted {
    still: Option<Still>,
    sent: Vec<(String, String)>,
    is_error: bool,
}

fn change(request: &HttpRequest, change: impl FnOnce(&mut Noted)) {
    let mut extensions = request.extensions_mut();
    if !extensions.contains::<Noted>() {
        extensions.insert(Noted::default());
    }
    if let Some(noted) = extensions.get_mut::<Noted>() {
        change(noted);
    }
}

/// Notes the page that answers this request.
pub fn note(
    request: &HttpRequest,
    state: &State,
    shot: Shot<'_>,
    scene: impl FnOnce(&StandIns<'_>) -> Scene,
) {
    let flow = Frame::of(request).flow;
    let draw = |value: &str| state.key.stand_in(&flow, value);
    let stand_ins = StandIns::new(&draw);
    let (dialog, masks) = DialogRecord::of(shot.dialog, &stand_ins);
    let still = Still {
        level: Some(shot.level.as_str().to_owned()),
        has_answered: shot.has_answered,
        service: shot.service.map(|url| url.service().to_owned()),
        dialog: Some(dialog),
        masks,
        sent: Vec::new(),
        scene: scene(&stand_ins),
    };
    change(request, |noted| noted.still = Some(still));
}

/// Notes that a form has been sent. Its fields wait in memory, as the form itself does, until the answer goes out.
pub fn note_sent(request: &HttpRequest, fields: &[(String, String)]) {
    change(request, |noted| noted.sent = fields.to_vec());
}

/// Notes that there is no page.
pub(super) fn note_error(request: &HttpRequest, name: &'static str) {
    let still = Still::plain(Scene::Error { name: name.to_owned() });
    change(request, |noted| {
        noted.still = Some(still);
        noted.is_error = true;
    });
}

/// Notes that a login came to nothing.
pub(super) fn note_trouble(request: &HttpRequest, reason: &'static str, service: Option<String>) {
    let still = Still { service, ..Still::plain(Scene::Trouble { reason: reason.to_owned() }) };
    change(request, |noted| {
        noted.still = Some(still);
        noted.is_error = true;
    });
}
