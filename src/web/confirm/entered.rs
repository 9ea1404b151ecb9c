//! What came in with the form, as typed and as read.

use bekreft_domain::{
    Channel, EmailAddress, EmailAddressError, MailboxProvider, MobileNumber, MobileNumberError, Purpose,
};
use serde::Deserialize;
use validator::Validate;

use crate::i18n::Locale;
use crate::secrets::{Token, TokenHash};
use crate::store::draft::{Typed, Wanted};
use crate::web::{WebError, sharing};

/// The fields of the dialog. Longer ones than these were not typed by a person.
#[derive(Deserialize, Validate)]
pub struct ConfirmForm {
    #[serde(default)]
    #[validate(length(max = 8))]
    country: String,
    #[serde(default)]
    #[validate(length(max = 1000))]
    mobile: String,
    #[serde(default)]
    #[validate(length(max = 1000))]
    email: String,
    #[serde(default)]
    #[validate(length(max = 8))]
    mailbox: String,
    #[serde(default)]
    #[validate(length(max = 8))]
    provider: String,
    #[serde(default)]
    shared_reason_mobile: Option<String>,
    #[serde(default)]
    shared_reason_email: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    token: String,
}

/// Which button it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// «Bekreft og gå videre», also by Enter.
    Confirm,
    /// «Bruk …» beside a mistyped address.
    UseSuggestion,
    /// «Send kode …» beside a value that is not verified.
    SendCode(Channel),
    /// Another language.
    Language(Locale),
    /// The session shall live longer.
    Extend,
    /// A login at a higher level, to choose what needs it.
    StepUp,
}

/// The form, read.
#[derive(Debug)]
pub struct Entered {
    /// The fields as typed.
    pub typed: Typed,
    /// Which button it was.
    pub pressed: Pressed,
    token: String,
}

impl ConfirmForm {
    /// Reads the form; only what our page cannot have sent is refused here.
    pub fn read(self) -> Result<Entered, WebError> {
        self.validate().map_err(|_| WebError::BadRequest)?;
        let locale = self.lang.as_deref().and_then(Locale::from_tag);
        let pressed = match (locale, self.action.as_deref()) {
            (Some(locale), _) => Pressed::Language(locale),
            (None, Some("confirm")) => Pressed::Confirm,
            (None, Some("use-suggestion")) => Pressed::UseSuggestion,
            (None, Some("send-sms")) => Pressed::SendCode(Channel::Mobile),
            (None, Some("send-email")) => Pressed::SendCode(Channel::Email),
            (None, Some("extend")) => Pressed::Extend,
            (None, Some("step-up")) => Pressed::StepUp,
            (None, _) => return Err(WebError::BadRequest),
        };
        let typed = Typed {
            country: visible(&self.country),
            mobile: visible(&self.mobile),
            email: visible(&self.email),
            mailbox: self.wanted()?,
            mobile_purpose: purpose(self.shared_reason_mobile.as_deref())?,
            email_purpose: purpose(self.shared_reason_email.as_deref())?,
        };
        Ok(Entered { typed, pressed, token: self.token })
    }

    /// What is pointed at below «No» does not count.
    fn wanted(&self) -> Result<Wanted, WebError> {
        match (self.mailbox.as_str(), self.provider.as_str()) {
            ("", _) => Ok(Wanted::Unsaid),
            ("no", _) => Ok(Wanted::No),
            ("yes", "") => Ok(Wanted::Yes(None)),
            ("yes", name) => MailboxProvider::parse(name)
                .map(|provider| Wanted::Yes(Some(provider)))
                .ok_or(WebError::BadRequest),
            _ => Err(WebError::BadRequest),
        }
    }
}

fn purpose(answer: Option<&str>) -> Result<Purpose, WebError> {
    sharing::purpose(answer).ok_or(WebError::BadRequest)
}

/// Text as a person can type it; control characters come from elsewhere and Postgres takes no NUL.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

impl Entered {
    /// What this form is known by: the token of its rendering together with its contents. The same form sent twice is one
    /// form; the same page with something else typed is another.
    pub fn form_hash(&self) -> TokenHash {
        let Typed { country, mobile, email, mailbox, mobile_purpose, email_purpose } = &self.typed;
        let mailbox = match mailbox {
            Wanted::Unsaid => "",
            Wanted::No => "no",
            Wanted::Yes(provider) => provider.map_or("yes", MailboxProvider::as_str),
        };
        let [of_mobile, of_email] =
            [mobile_purpose, email_purpose].map(|purpose| purpose.as_str().unwrap_or_default());
        let fields = [self.token.as_str(), country, mobile, email, mailbox, of_mobile, of_email];
        Token::received(&fields.join("\0")).hash()
    }

    /// The number, if one was given.
    pub fn mobile(&self) -> Result<Option<MobileNumber>, MobileNumberError> {
        self.typed.mobile()
    }

    /// The address, if one was given.
    pub fn email(&self) -> Result<Option<EmailAddress>, EmailAddressError> {
        self.typed.email()
    }

    /// What was typed, with the address that was probably meant.
    pub fn with_suggested_email(&self) -> Typed {
        let suggestion = self.email().ok().flatten().and_then(|address| address.suggestion());
        let email =
            suggestion.map_or_else(|| self.typed.email.clone(), |address| address.expose().to_owned());
        Typed { email, ..self.typed.clone() }
    }
}
