//! On the profile: whether a number or an address is on others too on purpose.

use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::{Channel, Purpose};
use serde::Deserialize;

use super::support_code;
use crate::actions::choose::Choice;
use crate::actions::declare_shared::declare_shared;
use crate::app::State;
use crate::secrets::{Token, TokenHash};
use crate::web::{Citizen, Form, WebError, paths, see_other};

/// The answer about one value.
#[derive(Debug, Deserialize)]
pub struct SharingForm {
    #[serde(default)]
    channel: String,
    #[serde(default)]
    shared_reason: String,
    #[serde(default)]
    token: String,
}

impl SharingForm {
    fn hash(&self) -> TokenHash {
        let fields = [self.token.as_str(), self.channel.as_str(), self.shared_reason.as_str()];
        Token::received(&fields.join("\0")).hash()
    }
}

/// `POST /profil/deling`. Answered alike whether the value is on others or not.
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<SharingForm>,
) -> Result<HttpResponse, WebError> {
    let channel = Channel::parse(&form.fields.channel).ok_or(WebError::BadRequest)?;
    let purpose = Purpose::parse(&form.fields.shared_reason).ok_or(WebError::BadRequest)?;
    let choice = Choice {
        identifier: citizen.identifier(),
        form: &form.fields.hash(),
        support_code: support_code(&request),
    };
    declare_shared(&state.db, &choice, (channel, purpose), state.clock.now())
        .await
        .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    // The line that stands there now is the receipt.
    Ok(see_other(&format!("{}#{}", paths::PROFILE, channel.as_str())))
}
