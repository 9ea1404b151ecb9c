//! Every page and state a citizen can meet, in every language: made by the templates themselves out of samples, and found by
//! what stands on them.

mod profile_screens;
mod public_screens;
mod samples;
mod screens;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use time::OffsetDateTime;

use super::flow::Look;
use super::picture::{Seen, Tone};
use super::{Desk, Part, SupportViewer};
use crate::app::State;
use crate::i18n::{Locale, Tr, keys};
use crate::web::still::{Shown, Still, as_a_picture, develop, with_pictures};
use crate::web::{Page, WebError, html, paths, visible_text};

/// What belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Dialog,
    Codes,
    Mailbox,
    Profile,
    Login,
    Errors,
    Help,
}

impl Group {
    const ALL: [Self; 7] =
        [Self::Dialog, Self::Codes, Self::Mailbox, Self::Profile, Self::Login, Self::Errors, Self::Help];

    /// As addresses have it.
    fn name(self) -> &'static str {
        match self {
            Self::Dialog => "dialog",
            Self::Codes => "koder",
            Self::Mailbox => "postkasse",
            Self::Profile => "profil",
            Self::Login => "innlogging",
            Self::Errors => "feil",
            Self::Help => "hjelp",
        }
    }

    fn words(self, tr: Tr) -> &'static str {
        match self {
            Self::Dialog => tr.gallery_group_dialog(),
            Self::Codes => tr.gallery_group_codes(),
            Self::Mailbox => tr.gallery_group_mailbox(),
            Self::Profile => tr.gallery_group_profile(),
            Self::Login => tr.gallery_group_login(),
            Self::Errors => tr.gallery_group_errors(),
            Self::Help => tr.gallery_group_help(),
        }
    }
}

/// A screen of the gallery.
#[derive(Clone, Debug)]
pub struct Screen {
    /// Its name in addresses.
    pub name: String,
    /// Where it belongs.
    pub group: Group,
    /// The address of the page.
    pub path: &'static str,
    /// What it is made of.
    pub still: Still,
}

impl Screen {
    fn develop(
        &self,
        state: &web::Data<State>,
        locale: Locale,
        now: OffsetDateTime,
    ) -> Result<String, WebError> {
        let shown = Shown { locale, support_code: CODE.to_owned(), path: self.path.to_owned(), at: now };
        develop(&self.still, &shown, state)?.ok_or(WebError::NotFound)
    }

    fn place(&self) -> String {
        paths::SUPPORT_SCREEN.replace("{name}", &self.name)
    }
}

/// The support code on every screen: a well-formed one that is nobody's.
const CODE: &str = "0000-0000";

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    gruppe: String,
}

/// So much of what is looked for counts.
const LONGEST: usize = 200;

struct Card {
    path: String,
    picture: String,
    heading: String,
    told: Vec<(Tone, String)>,
    /// The lines where what was looked for stands, and their language.
    lines: Vec<(Locale, String)>,
}

#[derive(Template)]
#[template(path = "support_gallery.html")]
struct GalleryPage {
    page: Page,
    desk: Desk,
    typed: String,
    /// Address, words, and whether it is chosen.
    groups: Vec<(String, &'static str, bool)>,
    group: &'static str,
    cards: Vec<Card>,
}

/// `GET /stotte/skjermbilder?q=…&gruppe=…`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let desk = Desk::new(&request, &state, &viewer, Part::Gallery);
    let tr = desk.page.tr;
    let now = state.clock.now();
    let typed: String = asked.q.chars().take(LONGEST).collect();
    let wanted = typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let chosen = Group::ALL.into_iter().find(|group| group.name() == asked.gruppe);
    // Without a wish there are too many to be looked at: the first group is shown.
    let chosen = chosen.or_else(|| wanted.is_empty().then_some(Group::Dialog));
    let screens = screens::all(now, state.return_urls.first())
        .into_iter()
        .filter(|screen| chosen.is_none_or(|group| group == screen.group));
    let mut cards = Vec::new();
    for screen in screens {
        cards.extend(card(&state, &screen, (&wanted, tr.locale), now)?);
    }
    let groups = Group::ALL.map(|group| {
        let query = serde_urlencoded::to_string([("gruppe", group.name()), ("q", typed.as_str())]);
        let path = format!("{}?{}", paths::SUPPORT_GALLERY, query.unwrap_or_default());
        (path, group.words(tr), chosen == Some(group))
    });
    let mut response = html(&GalleryPage {
        page: desk.page.clone(),
        desk,
        typed,
        groups: groups.into(),
        group: chosen.map_or("", Group::name),
        cards,
    })?;
    with_pictures(&mut response);
    Ok(response)
}

/// The screen, if what is looked for stands on it in some language.
fn card(
    state: &web::Data<State>,
    screen: &Screen,
    (wanted, locale): (&str, Locale),
    now: OffsetDateTime,
) -> Result<Option<Card>, WebError> {
    let html = screen.develop(state, locale, now)?;
    let mut lines = Vec::new();
    let mut seen_in = locale;
    if !wanted.is_empty() {
        for other in Locale::ALL {
            let text = visible_text(&screen.develop(state, other, now)?);
            let found = text.lines().filter(|line| line.to_lowercase().contains(wanted));
            lines.extend(found.take(3).map(|line| (other, line.to_owned())));
        }
        let Some((first, _)) = lines.first() else { return Ok(None) };
        // What she read is what she reads out: the screen in its language.
        seen_in = if lines.iter().any(|(found, _)| *found == locale) { locale } else { *first };
    }
    let seen = Seen::on(&html);
    let path = screen.place();
    let picture = format!("{path}/bilde?sprak={}", seen_in.tag());
    let path = format!("{path}?sprak={}", seen_in.tag());
    Ok(Some(Card { path, picture, heading: seen.heading, told: seen.told, lines }))
}

/// One message of a page.
struct Message {
    key: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "support_screen.html")]
struct ScreenPage {
    page: Page,
    desk: Desk,
    heading: String,
    told: Vec<(Tone, String)>,
    place: String,
    picture: String,
    locale: Locale,
    is_wide: bool,
    address: &'static str,
    messages: Vec<Message>,
}

fn find(state: &State, name: &str, now: OffsetDateTime) -> Result<Screen, WebError> {
    screens::all(now, state.return_urls.first())
        .into_iter()
        .find(|screen| screen.name == name)
        .ok_or(WebError::NotFound)
}

/// `GET /stotte/skjermbilder/{name}`
pub async fn show_screen(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    name: web::Path<String>,
    look: web::Query<Look>,
) -> Result<HttpResponse, WebError> {
    let now = state.clock.now();
    let screen = find(&state, &name, now)?;
    let desk = Desk::new(&request, &state, &viewer, Part::Gallery);
    let locale = look.locale().unwrap_or(desk.page.tr.locale);
    let html_text = screen.develop(&state, locale, now)?;
    let seen = Seen::on(&html_text);
    let place = screen.place();
    let mut response = html(&ScreenPage {
        page: desk.page.clone(),
        desk,
        heading: seen.heading,
        told: seen.told,
        picture: format!("{place}/bilde?sprak={}", locale.tag()),
        place,
        locale,
        is_wide: look.is_wide(),
        address: screen.path,
        messages: messages(&html_text, locale),
    })?;
    with_pictures(&mut response);
    Ok(response)
}

/// The messages that stand on a page, by their keys.
fn messages(html: &str, locale: Locale) -> Vec<Message> {
    let found = keys::found_in(&visible_text(html), locale);
    let text = |key| keys::pattern(key, locale).unwrap_or_default();
    found.into_iter().map(|key| Message { key, text: text(key) }).collect()
}

/// `GET /stotte/skjermbilder/{name}/bilde`
pub async fn show_picture(
    request: HttpRequest,
    state: web::Data<State>,
    _viewer: SupportViewer,
    name: web::Path<String>,
    look: web::Query<Look>,
) -> Result<HttpResponse, WebError> {
    let now = state.clock.now();
    let locale = look.locale().unwrap_or(Locale::Nb);
    let html = find(&state, &name, now)?.develop(&state, locale, now)?;
    Ok(as_a_picture(&request, html))
}

/// Every screen in a language, by name, as HTML: what tests look at.
pub fn all_screens(state: &web::Data<State>, locale: Locale) -> Result<Vec<(String, String)>, WebError> {
    let now = state.clock.now();
    let screens = screens::all(now, state.return_urls.first()).into_iter();
    screens.map(|screen| Ok((screen.name.clone(), screen.develop(state, locale, now)?))).collect()
}
