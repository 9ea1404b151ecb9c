//! The end of the dialog for a citizen who has no service to go on to.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{
    Contact, EmailAddress, MobileNumber, NotificationStatus, Person, Reservation, freshness, oslo,
};
use time::{Date, Duration, OffsetDateTime};

use super::login;
use super::mailbox::bad_news;
use super::page::text;
use super::signed_in::open_dialog;
use super::still::{self, Scene, Shot};
use super::{Page, Visitor, WebError, html, paths};
use crate::app::State;
use crate::i18n::Tr;
use crate::return_urls::ReturnUrl;
use crate::store::dialog::Dialog;

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    page: Page,
    title: &'static str,
    /// Whether the citizen can be notified, and why or why not.
    status: String,
    /// That something is not verified, and how to do it.
    verify: Option<&'static str>,
    /// When the question comes again.
    next: Option<String>,
    mobile: Option<String>,
    email: Option<String>,
    /// The digital mailbox, and what she should know about it.
    mailbox: Option<&'static str>,
    news: Option<Notice>,
    service: Option<ReturnUrl>,
    edit: &'static str,
}

/// What she should know before she goes on.
struct Notice {
    tone: &'static str,
    title: &'static str,
    text: String,
}

/// `GET /bekreft/kvittering`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    let (citizen, dialog) = match open_dialog(&request, &state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => (citizen, dialog),
        (visitor, _) => {
            let wish = login::Wish::to(login::Destination::Receipt);
            return login::start(&request, &state, &visitor, wish).await;
        }
    };
    let page = Page::personal(&request, &state, &citizen);
    let service = citizen.return_url().and_then(|url| state.return_urls.accept(url));
    still::note(&request, &state, Shot::of(&citizen, &dialog, service.as_ref()), |_| Scene::Receipt);
    html(&ReceiptPage::new(page, citizen.has_answered(), &dialog, service, state.clock.now()))
}

/// The page as it was then.
pub fn develop(
    page: Page,
    (dialog, has_answered): (&Dialog, bool),
    service: Option<ReturnUrl>,
    now: OffsetDateTime,
) -> Result<String, WebError> {
    text(&ReceiptPage::new(page, has_answered, dialog, service, now))
}

impl ReceiptPage {
    fn new(
        page: Page,
        has_answered: bool,
        dialog: &Dialog,
        service: Option<ReturnUrl>,
        now: OffsetDateTime,
    ) -> Self {
        let (tr, person) = (page.tr, &dialog.person);
        Self {
            title: title(tr, person, has_answered),
            status: status(tr, person, now),
            verify: is_unverified(person).then(|| tr.receipt_verify()),
            next: next_question(person).map(|day| tr.receipt_next(tr.date_long(day))),
            mobile: person.mobile().map(Contact::value).map(MobileNumber::international),
            email: person.email().map(Contact::value).map(EmailAddress::expose).map(str::to_owned),
            mailbox: person.mailbox().map(|mailbox| mailbox.provider.name()),
            news: notice(tr, dialog, now),
            edit: paths::EDIT,
            page,
            service,
        }
    }
}

fn notice(tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> Option<Notice> {
    if let Some(wish) = dialog.wish.filter(|wish| wish.end.is_none()) {
        let text = tr.mailbox_waiting(wish.provider.name());
        return Some(Notice { tone: "info", title: tr.mailbox_waiting_title(), text });
    }
    let text = bad_news(tr, dialog, now)?;
    Some(Notice { tone: "warning", title: tr.mailbox_refused_title(), text })
}

fn title(tr: Tr, person: &Person, has_answered: bool) -> &'static str {
    match (person.mobile().is_some() || person.email().is_some(), has_answered) {
        (false, _) => tr.receipt_title_nothing(),
        (true, true) => tr.receipt_title(),
        (true, false) => tr.receipt_title_standing(),
    }
}

/// Whether no code has been entered for something that is registered.
fn is_unverified(person: &Person) -> bool {
    person.mobile().is_some_and(|contact| !contact.is_validated())
        || person.email().is_some_and(|contact| !contact.is_validated())
}

/// The last day on which the citizen is not asked.
fn next_question(person: &Person) -> Option<Date> {
    let mobile = person.mobile().map(Contact::last_assured_at);
    let email = person.email().map(Contact::last_assured_at);
    let first = mobile.into_iter().chain(email).min()?;
    Some(oslo::to_local(first + Duration::days(freshness::CONFIRM_AFTER_DAYS.into())).date())
}

/// One sentence on whether the public sector can notify this person.
fn status(tr: Tr, person: &Person, now: OffsetDateTime) -> String {
    let mobile = person.mobile().map(Contact::last_assured_at);
    let email = person.email().map(Contact::last_assured_at);
    let Some(last) = mobile.max(email) else { return tr.receipt_nothing().to_owned() };
    let date = tr.date_long(oslo::to_local(last).date());
    match (person.notification_status(now), person.reservation()) {
        (_, Reservation::Reserved { .. }) => tr.receipt_reserved(date),
        (NotificationStatus::CanBeNotified, _) => tr.receipt_can_be_notified(date),
        (NotificationStatus::CannotBeNotified, _) => tr.receipt_expired(date),
    }
}
