//! What she did, and what was seen then.

use std::collections::BTreeMap;

use actix_web::web;
use time::Duration;

use super::Scene;
use super::person::span;
use super::values::Names;
use crate::app::State;
use crate::i18n::{Locale, keys};
use crate::scenario::{
    Action, Button, Code, Field, LetterLanguage, MailboxChoice, Press, Seen, Step, is_known,
};
use crate::support::{flow, picture};
use crate::web::still;
use crate::web::{WebError, paths};

/// She thinks for so long without it meaning anything.
const PAUSE: Duration = Duration::seconds(10);
/// What depends on how quick a provider is just then.
const FLEETING: [&str; 4] = ["code-waiting", "code-accepted", "code-delivered", "code-over"];

/// For each step of the film, by its number, how many steps of the scenario lead there.
pub type Places = Vec<(i64, usize)>;

/// What messages on the pages of citizens are called: a word of another page may stand in one by chance.
const HERS: [&str; 14] = [
    "code-",
    "confirm-",
    "delete-",
    "error-",
    "letters-",
    "lookups-",
    "mailbox-",
    "print-",
    "profile-",
    "receipt-",
    "reservation-",
    "session-",
    "sharing-",
    "trouble-",
];

/// The steps of the scenario, and which of them stand for each step of the film.
pub fn of(
    scenes: &[Scene],
    names: &mut Names,
    state: &web::Data<State>,
) -> Result<(Vec<Step>, Places), WebError> {
    let mut steps: Vec<Step> = Vec::new();
    let mut places = Places::new();
    let mut led_to: Option<&str> = None;
    let mut last_at = None;
    let mut taken = Vec::new();
    for scene in scenes {
        let pause = last_at.map_or(Duration::ZERO, |at| scene.step.at - at);
        last_at = Some(scene.step.at);
        let path = scene.step.path.as_str();
        // The page that a form led to is what is seen of the form.
        let is_led_to = scene.step.method == "GET" && led_to.take() == Some(path) && !steps.is_empty();
        if !is_led_to {
            let Some(action) = action(scene, steps.is_empty(), names) else { continue };
            if pause >= PAUSE && !steps.is_empty() {
                steps.push(Step { action: Action::Wait(span(pause)), seen: Seen::default() });
            }
            steps.push(Step { action, seen: Seen::default() });
        }
        match (&scene.still.scene, steps.last_mut()) {
            (still::Scene::Onward { to: Some(to) }, Some(step)) if to == "service" => {
                step.seen.page = Some(paths::TEST_SERVICE.to_owned());
            }
            (still::Scene::Onward { to }, _) => led_to = to.as_deref(),
            (_, Some(step)) => step.seen = seen(scene, state)?,
            (_, None) => {}
        }
        for value in on_others(scene, names) {
            if !taken.contains(&value) {
                // Before what made the page say so.
                let place = steps.len().saturating_sub(1);
                let action = Action::AnotherTakes(value.clone());
                steps.insert(place, Step { action, seen: Seen::default() });
                places.iter_mut().filter(|(_, count)| *count > place).for_each(|(_, count)| *count += 1);
                taken.push(value);
            }
        }
        places.push((scene.step.id, steps.len()));
    }
    Ok((steps, places))
}

/// New values that the page said were on others, too.
fn on_others(scene: &Scene, names: &mut Names) -> Vec<String> {
    let draft = scene.still.dialog.as_ref().and_then(|dialog| dialog.draft.as_ref());
    let shared = |asked: Option<&(String, String)>| {
        asked
            .filter(|(value, answer)| answer == "shared" && !value.is_empty())
            .map(|(value, _)| value.clone())
    };
    let mobile =
        draft.and_then(|draft| shared(draft.asked_mobile.as_ref())).map(|value| names.number(&value));
    let email = draft.and_then(|draft| shared(draft.asked_email.as_ref())).map(|value| names.address(&value));
    mobile.into_iter().chain(email).collect()
}

/// What stood on the page beside what always stands there.
fn seen(scene: &Scene, state: &web::Data<State>) -> Result<Seen, WebError> {
    let told = flow::picture_in(state, (&scene.still, &scene.step), Locale::Nb)?;
    let told = told.map(|html| picture::Seen::on(&html).told).unwrap_or_default();
    let told = told.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
    let found = keys::found_in(&told, Locale::Nb).into_iter();
    let hers = found.filter(|key| HERS.iter().any(|hers| key.starts_with(hers)));
    let lasting = hers.filter(|key| !FLEETING.iter().any(|fleeting| key.starts_with(fleeting)));
    let path = Some(scene.step.path.clone()).filter(|path| is_known(path));
    Ok(Seen {
        status: path.as_ref().map(|_| scene.step.status),
        page: path,
        shows: lasting.map(str::to_owned).collect(),
        hides: Vec::new(),
    })
}

fn action(scene: &Scene, is_first: bool, names: &mut Names) -> Option<Action> {
    let path = scene.step.path.as_str();
    if is_first {
        let page = if is_known(path) { path } else { paths::CONFIRM };
        return Some(Action::LogIn { page: page.to_owned(), level: None });
    }
    if scene.step.method == "GET" {
        return is_known(path).then(|| Action::Open(path.to_owned()));
    }
    let choice = sent(scene, "choice");
    match path {
        paths::CONFIRM | paths::EDIT => in_dialog(scene, names),
        paths::CODE_SMS | paths::CODE_EMAIL => Some(Action::Enter(code(scene))),
        paths::CODE_SMS_SEND | paths::CODE_EMAIL_SEND => Some(Action::Press(Press::just(Button::SendAgain))),
        paths::EXTEND => Some(Action::Press(Press::just(Button::Extend))),
        paths::LOG_OUT => Some(Action::Press(Press::just(Button::LogOut))),
        paths::RESERVATION => Some(Action::Reserve(choice? == "yes")),
        paths::DELETE => Some(Action::Delete(choice? == "yes")),
        paths::MAILBOX => Some(Action::Mailbox(MailboxChoice::parse(choice?)?)),
        paths::LETTER_LANGUAGE => Some(Action::LetterLanguage(LetterLanguage::parse(choice?)?)),
        _ => None,
    }
}

fn sent<'a>(scene: &'a Scene, name: &str) -> Option<&'a str> {
    let found = scene.still.sent.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

/// A button of the dialog, with what stood in its fields.
fn in_dialog(scene: &Scene, names: &mut Names) -> Option<Action> {
    let of = |name: &str| {
        scene.still.sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    };
    let country = sent(scene, "country").unwrap_or("NO");
    let mut fill = BTreeMap::new();
    if let Some(typed) = of("mobile") {
        fill.insert(Field::Mobile, names.typed_mobile(typed, country));
    }
    if let Some(typed) = of("email") {
        fill.insert(Field::Email, names.typed_email(typed));
    }
    if country != "NO" {
        fill.insert(Field::Country, country.to_owned());
    }
    if sent(scene, "mailbox") == Some("yes") {
        fill.insert(Field::Mailbox, sent(scene, "provider").unwrap_or("yes").to_owned());
    }
    for (name, field) in
        [("shared_reason_mobile", Field::MobilePurpose), ("shared_reason_email", Field::EmailPurpose)]
    {
        if let Some(reason) = sent(scene, name).filter(|reason| *reason != "no") {
            fill.insert(field, reason.to_owned());
        }
    }
    match (sent(scene, "action"), sent(scene, "lang")) {
        (Some(action), _) => {
            let press = Press { fill, ..Press::just(Button::parse(action)?) };
            Some(Action::Press(press))
        }
        (None, Some(language)) => Some(Action::Language { language: LetterLanguage::parse(language)?, fill }),
        (None, None) => None,
    }
}

/// Which kind of code it was: the page that answered says so, for the code itself is nowhere kept.
fn code(scene: &Scene) -> Code {
    match &scene.still.scene {
        still::Scene::Code { situation, .. } => match situation.name.as_str() {
            "missing" => Code::Empty,
            "not_six_digits" => Code::Short,
            // It had been right, or that is what she believed.
            "expired" => Code::Right,
            _ => Code::Wrong,
        },
        _ => Code::Right,
    }
}
