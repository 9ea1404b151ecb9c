//! A service that a citizen can be on her way to, so that the way back can be tried without another program.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use url::Url;

use crate::app::State;
use crate::return_urls::ReturnUrls;
use crate::web::{Page, WebError, html, paths};

/// The name of the service in the dialog.
const NAME: &str = "Eksempeletaten";

/// Puts the service on the allow-list, and gives the address that comes back to it.
pub fn register(return_urls: &mut ReturnUrls, public_url: &Url) -> String {
    let address = format!("{}{}", public_url.as_str().trim_end_matches('/'), paths::TEST_SERVICE);
    return_urls.add(NAME, &address);
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("gotoUrl", &address).finish();
    format!("{}?{query}", paths::CONFIRM)
}

#[derive(Template)]
#[template(path = "test_service.html")]
struct ServicePage {
    page: Page,
}

/// `GET /testid/tjeneste`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&ServicePage { page: Page::public(&request, &state) })
}
