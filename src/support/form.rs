//! A form of the console, made for this very session of support.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::web::{Form, WebError, read_form};

/// The fields of a form that was made for the session of the console. A citizen's form does not pass.
#[derive(Debug)]
pub struct SupportForm<T>(pub Form<T>);

impl<T: DeserializeOwned + 'static> FromRequest for SupportForm<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = read_form(request, payload, |state| state.support_cookie);
        Box::pin(async move { Ok(Self(form.await?)) })
    }
}
