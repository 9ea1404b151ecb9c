//! «Dine kontaktopplysninger»: all that the register holds about a citizen, and what she can decide.

mod choice;
mod delete;
mod export;
mod language;
mod lookups;
mod mailbox;
mod print;
mod reservation;
mod sharing;
mod view;

use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::SupportCode;
use bekreft_domain::customer::access_log_begins;
use serde::Deserialize;
use time::OffsetDateTime;

use super::login::{self, Destination, Wish};
use super::page::text;
use super::signed_in::open_dialog;
use super::still::{self, Scene, Shot};
use super::{Citizen, Frame, Page, Visitor, WebError, html};
use crate::actions::sign_in;
use crate::app::State;
use crate::return_urls::ReturnUrl;
use crate::secrets::{Token, TokenHash};
use crate::store::dialog::Dialog;
use crate::store::flow::StoryRecord;
use crate::store::history::{self, Story};
use crate::store::{access_log, feed_reader};
pub use choice::{Refused, develop as develop_choice};
pub use delete::{DeletePage, leaving, show as show_delete, submit as submit_delete};
pub use export::show as export;
pub use language::{LanguagePage, show as show_language, submit as submit_language};
pub(crate) use lookups::{Day, days, reason as reason_words};
pub use mailbox::{
    develop as develop_mailbox, fulfil_at_page, show as show_mailbox, submit as submit_mailbox,
};
pub use print::{develop as develop_print, show as print};
pub use reservation::{ReservationPage, show as show_reservation, submit as submit_reservation};
pub use sharing::submit as submit_sharing;
use view::ProfilePage;
pub(crate) use view::{Happened, happened, language_name, mailbox_news, standing};

/// `GET /profil?gotoUrl=…`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    let asked = login::asked_return_url(&request, &state);
    let (citizen, dialog, story) = match open(&request, &state, history::SHOWN).await? {
        Opened::Hers(citizen, dialog, story) => (citizen, dialog, story),
        Opened::Nobodys(visitor) => {
            let wish = Wish { return_url: asked, ..Wish::to(Destination::Profile) };
            return login::start(&request, &state, &visitor, wish).await;
        }
    };
    if let Some(url) = asked.as_ref().filter(|url| Some(url.as_str()) != citizen.return_url()) {
        sign_in::set_return_url(&state.db, citizen.session(), url.as_str()).await?;
    }
    let service = asked.or_else(|| return_url(&state, &citizen));
    let page = Page::personal(&request, &state, &citizen);
    let shot = Shot::of(&citizen, &dialog, service.as_ref());
    still::note(&request, &state, shot, |_| Scene::Profile { story: StoryRecord::of(&story) });
    let token = Token::draw(state.chance);
    html(&ProfilePage::new(page, (&dialog, &story), service, &token, state.clock.now()))
}

/// The page as it was then.
pub fn develop(
    page: Page,
    (dialog, story): (&Dialog, &Story),
    service: Option<ReturnUrl>,
    now: OffsetDateTime,
) -> Result<String, WebError> {
    text(&ProfilePage::new(page, (dialog, story), service, &Token::received(""), now))
}

/// What a page of the profile is made of, or who is there instead of a citizen.
enum Opened {
    Hers(Box<Citizen>, Box<Dialog>, Story),
    Nobodys(Box<Visitor>),
}

/// Session and person, what has happened to her, who has looked her up, and who keeps a copy: four questions, asked at the same time.
async fn open(request: &HttpRequest, state: &State, most: i64) -> Result<Opened, WebError> {
    let Some(token) = state.session_cookie.read(request) else {
        return Ok(Opened::Nobodys(Box::new(Visitor::Stranger)));
    };
    let hash = token.hash();
    let (opened, story, lookups, copies) = futures_util::future::join4(
        open_dialog(request, state),
        history::read(&state.db, &hash, most),
        access_log::read(&state.db, &hash, most),
        feed_reader::since(&state.db, access_log_begins(state.clock.now())),
    )
    .await;
    Ok(match opened? {
        (Visitor::Citizen(citizen), Some(dialog)) => Opened::Hers(
            Box::new(citizen),
            Box::new(dialog),
            Story { lookups: lookups?, copies: copies?, ..story? },
        ),
        (visitor, _) => Opened::Nobodys(Box::new(visitor)),
    })
}

fn return_url(state: &State, citizen: &Citizen) -> Option<ReturnUrl> {
    state.return_urls.accept(citizen.return_url()?)
}

/// A choice on a page of its own: what was chosen, and the token of the form's rendering.
#[derive(Debug, Deserialize)]
pub struct ChoiceForm {
    #[serde(default)]
    choice: String,
    #[serde(default)]
    token: String,
}

impl ChoiceForm {
    /// The same form sent twice is one form.
    fn hash(&self) -> TokenHash {
        Token::received(&[self.token.as_str(), self.choice.as_str()].join("\0")).hash()
    }
}

fn support_code(request: &HttpRequest) -> SupportCode {
    Frame::of(request).support_code
}

/// What is done is said on the page that comes, by a word in its address.
fn done(path: &str, chosen: &str) -> HttpResponse {
    super::see_other(&format!("{path}?lagret={chosen}"))
}
