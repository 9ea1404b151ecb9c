//! All that the register holds about a citizen on one plain page, made for paper (GDPR article 15): for those to whom a file is
//! of no use.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Contact, Declaration, Person, Purpose, Reservation, Status, oslo};
use time::OffsetDateTime;

use super::export::ALL;
use super::lookups::{self, Day};
use super::view::{Happened, happened, language_name, mailbox_news, standing};
use super::{Opened, open};
use crate::app::State;
use crate::i18n::Tr;
use crate::store::dialog::Dialog;
use crate::store::flow::StoryRecord;
use crate::store::history::Story;
use crate::web::login::{self, Destination, Wish};
use crate::web::page::text;
use crate::web::still::{self, Scene, Shot};
use crate::web::{Page, WebError, html, sharing};

/// What belongs together: a heading, and what there is to say.
struct Group {
    title: &'static str,
    facts: Vec<Fact>,
}

type Fact = (&'static str, String);

#[derive(Template)]
#[template(path = "profile_print.html")]
struct PrintPage {
    page: Page,
    title: String,
    status: &'static str,
    reason: String,
    groups: Vec<Group>,
    history: Vec<Happened>,
    no_history: &'static str,
    lookups: Vec<Day>,
    no_lookups: &'static str,
    /// Who keeps a copy of the register.
    copies: Vec<String>,
}

/// `GET /profil/utskrift`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    match open(&request, &state, ALL).await? {
        Opened::Hers(citizen, dialog, story) => {
            let page = Page::personal(&request, &state, &citizen);
            let shot = Shot::of(&citizen, &dialog, None);
            still::note(&request, &state, shot, |_| Scene::Print { story: StoryRecord::of(&story) });
            html(&PrintPage::new(page, &dialog, &story, state.clock.now()))
        }
        Opened::Nobodys(visitor) => {
            login::start(&request, &state, &visitor, Wish::to(Destination::Profile)).await
        }
    }
}

/// The page as it was then.
pub fn develop(
    page: Page,
    (dialog, story): (&Dialog, &Story),
    now: OffsetDateTime,
) -> Result<String, WebError> {
    text(&PrintPage::new(page, dialog, story, now))
}

impl PrintPage {
    fn new(page: Page, dialog: &Dialog, story: &Story, now: OffsetDateTime) -> Self {
        let (tr, person) = (page.tr, &dialog.person);
        let (status, reason) = standing(tr, dialog, now);
        let no_history = match dialog.deleted_at {
            Some(_) => tr.delete_history_gone(),
            None => tr.profile_history_none(),
        };
        let mobile = person.mobile().map(|contact| (contact.value().international(), dates(tr, contact)));
        let email = person.email().map(|contact| (contact.value().expose().to_owned(), dates(tr, contact)));
        Self {
            title: tr.print_heading(date(tr, now)),
            status,
            reason,
            groups: vec![
                Group { title: tr.print_person(), facts: identity(tr, dialog) },
                Group {
                    title: tr.receipt_mobile(),
                    facts: contact(tr, tr.print_number(), mobile, dialog.declared.mobile),
                },
                Group {
                    title: tr.receipt_email(),
                    facts: contact(tr, tr.print_address(), email, dialog.declared.email),
                },
                Group { title: tr.profile_mailbox(), facts: mailbox(tr, dialog, now) },
                Group { title: tr.profile_reservation(), facts: reservation(tr, person, story) },
                Group { title: tr.profile_language(), facts: language(tr, person) },
            ],
            history: story.entries.iter().map(|entry| happened(tr, entry)).collect(),
            no_history,
            lookups: lookups::days(tr, &story.lookups, &story.entries),
            no_lookups: lookups::nobody(tr, person),
            copies: lookups::copies(tr, person, &story.copies),
            page,
        }
    }
}

fn date(tr: Tr, at: OffsetDateTime) -> String {
    tr.date_long(oslo::to_local(at).date())
}

fn moment(tr: Tr, at: OffsetDateTime) -> String {
    tr.date_and_clock(oslo::to_local(at))
}

fn identity(tr: Tr, dialog: &Dialog) -> Vec<Fact> {
    let status = match dialog.person.status() {
        Some(Status::Active) => tr.print_active(),
        Some(Status::Deleted) => tr.print_deleted(),
        None => tr.receipt_not_registered(),
    };
    let mut facts = vec![
        (tr.print_identifier(), dialog.person.identifier().expose().to_owned()),
        (tr.print_status(), status.to_owned()),
    ];
    facts.extend(dialog.deleted_at.map(|at| (tr.print_deleted_at(), moment(tr, at))));
    facts.extend(dialog.deletion.map(|waiting| (tr.print_deletion_due(), moment(tr, waiting.due_at))));
    facts
}

/// When something happened to a value.
fn dates<T>(tr: Tr, contact: &Contact<T>) -> Vec<Fact> {
    let or_never =
        |at: Option<OffsetDateTime>, never: &str| at.map_or_else(|| never.to_owned(), |at| moment(tr, at));
    vec![
        (tr.print_updated(), moment(tr, contact.updated_at())),
        (tr.print_confirmed(), or_never(contact.confirmed_at(), tr.print_never())),
        (tr.print_validated(), or_never(contact.validated_at(), tr.print_never())),
    ]
}

fn contact(
    tr: Tr,
    name: &'static str,
    value: Option<(String, Vec<Fact>)>,
    declared: Option<Declaration>,
) -> Vec<Fact> {
    let Some((value, dates)) = value else { return vec![(name, tr.receipt_not_registered().to_owned())] };
    let said = declared.map(|said| {
        let why = sharing::words(tr, Purpose::OnPurpose(said.reason));
        (tr.print_shared(), tr.print_said(date(tr, said.declared_at), why))
    });
    [(name, value)].into_iter().chain(dates).chain(said).collect()
}

fn mailbox(tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> Vec<Fact> {
    let mut facts = match dialog.person.mailbox() {
        Some(mailbox) => vec![
            (tr.print_provider(), mailbox.provider.name().to_owned()),
            (tr.print_mailbox_address(), mailbox.address.expose().to_owned()),
            (tr.print_chosen(), moment(tr, mailbox.updated_at)),
        ],
        None => vec![(tr.print_provider(), tr.profile_no_mailbox().to_owned())],
    };
    facts.extend(mailbox_news(tr, dialog, now).map(|news| (tr.print_news(), news)));
    facts
}

fn reservation(tr: Tr, person: &Person, story: &Story) -> Vec<Fact> {
    let stands = match person.reservation() {
        Reservation::NotReserved => tr.profile_not_reserved().to_owned(),
        Reservation::Reserved { since } => tr.profile_reserved_since(date(tr, since)),
    };
    let changed = story.reservation_updated_at.map(|at| (tr.print_changed(), moment(tr, at)));
    [(tr.profile_reservation(), stands)].into_iter().chain(changed).collect()
}

fn language(tr: Tr, person: &Person) -> Vec<Fact> {
    match person.language() {
        Some((language, at)) => vec![
            (tr.profile_language(), language_name(tr, language).to_owned()),
            (tr.print_chosen(), moment(tr, at)),
        ],
        None => vec![(tr.profile_language(), tr.profile_no_language().to_owned())],
    }
}
