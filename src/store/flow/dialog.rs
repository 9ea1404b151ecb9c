//! A dialog as a step keeps it: with stand-ins for all values of the person.

use bekreft_domain::stand_in::masked_text;
use bekreft_domain::{
    Channel, Contact, Declaration, MobileNumber, Person, PersonIdentifier, Reservation, StandIns,
};
use serde::{Deserialize, Serialize};

use super::{Micros, micros, time_of};
use crate::store::deletion::Waiting;
use crate::store::dialog::{Dialog, Proven};
use crate::store::draft::{self, Asked, Draft, Typed};
use crate::store::errand::{self, Wish};
use crate::store::person::PersonColumns;
use crate::store::sharing::Declared;
use crate::store::{Error, Result};

/// What a stand-in is shown as: what is left of the value it stands for.
pub type Masks = Vec<(String, String)>;

/// A number or an address with its times.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ContactRecord {
    /// The stand-in.
    pub value: String,
    /// When it was registered or changed.
    pub updated: Micros,
    /// When it was last confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Micros>,
    /// When a code was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validated: Option<Micros>,
}

/// A digital mailbox.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MailboxRecord {
    /// Whose.
    pub provider: String,
    /// The stand-in of its address.
    pub address: String,
    /// Since when.
    pub updated: Micros,
}

/// What has been typed and not confirmed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftRecord {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Stand-in of what stands in the number field.
    pub mobile: String,
    /// Stand-in of what stands in the address field.
    pub email: String,
    /// The answer about a digital mailbox, and the provider.
    pub wanted: (Option<String>, Option<String>),
    /// What is answered about a number and an address that are on others too.
    pub purposes: (Option<String>, Option<String>),
    /// What was asked about the number, and the answer.
    pub asked_mobile: Option<(String, String)>,
    /// What was asked about the address, and the answer.
    pub asked_email: Option<(String, String)>,
    /// What was told about the mail domain.
    pub asked_domain: Option<(String, String)>,
    /// The form has been sent in.
    pub submitted: bool,
}

/// The latest wish for a mailbox.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WishRecord {
    /// Whose mailbox.
    pub provider: String,
    /// When.
    pub ordered: Micros,
    /// How it stands, as in the table of errands.
    pub state: String,
    /// The provider's code of refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
}

/// All that the pages of a citizen are made of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DialogRecord {
    /// The stand-in of her number.
    pub identifier: String,
    /// Her status, if she is or has been in the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The language of letters, and since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<(String, Micros)>,
    /// Since when she is reserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved: Option<Micros>,
    /// Her number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<ContactRecord>,
    /// Her address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<ContactRecord>,
    /// Her digital mailbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailbox: Option<MailboxRecord>,
    /// What she has typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<DraftRecord>,
    /// Whether the number and the address are on others too, if that may be told.
    pub shared: (Option<bool>, Option<bool>),
    /// What she has said about that, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_mobile: Option<(String, Micros)>,
    /// The same about the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_email: Option<(String, Micros)>,
    /// Stand-ins of values that are proven and not confirmed, behind the name of their channel and a colon.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proven: Vec<String>,
    /// Her wish for a mailbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wish: Option<WishRecord>,
    /// When she was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Micros>,
    /// When she asked to be deleted, and when she is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletion: Option<(Micros, Micros)>,
}

impl DialogRecord {
    /// The dialog with stand-ins, and what is shown for them.
    pub fn of(dialog: &Dialog, stand_ins: &StandIns<'_>) -> (Self, Masks) {
        let mut masks = Masks::new();
        let person = &dialog.person;
        let identifier = stand_ins.person(person.identifier());
        let identifier = identifier.map(|identifier| identifier.expose().to_owned()).unwrap_or_default();
        masks.push((identifier.clone(), person.identifier().masked()));
        let mobile = person.mobile().map(|contact| {
            let stand_in = stand_ins.mobile(contact.value());
            mask_number(&mut masks, &stand_in, contact.value());
            contact_record(contact, stand_in.expose())
        });
        let email = person.email().map(|contact| {
            let stand_in = stand_ins.email(contact.value());
            masks.push((stand_in.expose().to_owned(), contact.value().masked()));
            contact_record(contact, stand_in.expose())
        });
        let mailbox = person.mailbox().map(|mailbox| {
            let stand_in = stand_ins.mailbox(&mailbox.address);
            let address = stand_in.map(|address| address.expose().to_owned()).unwrap_or_default();
            masks.push((address.clone(), masked_text(mailbox.address.expose())));
            MailboxRecord {
                provider: mailbox.provider.as_str().to_owned(),
                address,
                updated: micros(mailbox.updated_at),
            }
        });
        let declared = |said: Option<Declaration>| {
            said.map(|said| (said.reason.as_str().to_owned(), micros(said.declared_at)))
        };
        let record = Self {
            identifier,
            status: person.status().map(|status| status.as_str().to_owned()),
            language: person.language().map(|(language, at)| (language.as_str().to_owned(), micros(at))),
            reserved: match person.reservation() {
                Reservation::NotReserved => None,
                Reservation::Reserved { since } => Some(micros(since)),
            },
            mobile,
            email,
            mailbox,
            draft: dialog.draft.as_ref().map(|draft| draft_record(draft, stand_ins, &mut masks)),
            shared: (dialog.mobile_shared, dialog.email_shared),
            declared_mobile: declared(dialog.declared.mobile),
            declared_email: declared(dialog.declared.email),
            proven: dialog.proven.with(|channel, value| canonical(stand_ins, channel, value)),
            wish: dialog.wish.map(wish_record),
            deleted: dialog.deleted_at.map(micros),
            deletion: dialog.deletion.map(|waiting| (micros(waiting.wished_at), micros(waiting.due_at))),
        };
        (record, masks)
    }

    /// The dialog, as a page takes it.
    pub fn dialog(&self) -> Result<Dialog> {
        let identifier = PersonIdentifier::parse(&self.identifier)
            .map_err(|_| Error::Unreadable("flow_step.identifier"))?;
        let declared = |said: Option<&(String, Micros)>| -> Result<_> {
            match said {
                None => Ok((None, None)),
                Some((reason, at)) => Ok((Some(reason.clone()), Some(time_of(*at)?))),
            }
        };
        let wish = match &self.wish {
            None => None,
            Some(wish) => errand::wish(
                Some(wish.provider.clone()),
                Some(time_of(wish.ordered)?),
                Some(wish.state.clone()),
                wish.refusal.as_deref(),
            )?,
        };
        let deletion = match self.deletion {
            None => None,
            Some((wished, due)) => Some(Waiting { wished_at: time_of(wished)?, due_at: time_of(due)? }),
        };
        Ok(Dialog {
            person: self.person(identifier)?,
            draft: self.draft.as_ref().map(DraftRecord::draft).transpose()?,
            mobile_shared: self.shared.0,
            email_shared: self.shared.1,
            declared: Declared::restored(
                declared(self.declared_mobile.as_ref())?,
                declared(self.declared_email.as_ref())?,
            )?,
            proven: Proven::of(self.proven.clone()),
            wish,
            deleted_at: self.deleted.map(time_of).transpose()?,
            deletion,
        })
    }

    fn person(&self, identifier: PersonIdentifier) -> Result<Person> {
        let of = |contact: Option<&ContactRecord>| -> Result<_> {
            let Some(contact) = contact else { return Ok((None, None, None, None)) };
            Ok((
                Some(contact.value.clone()),
                Some(time_of(contact.updated)?),
                contact.confirmed.map(time_of).transpose()?,
                contact.validated.map(time_of).transpose()?,
            ))
        };
        let (mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at) = of(self.mobile.as_ref())?;
        let (email, email_updated_at, email_confirmed_at, email_validated_at) = of(self.email.as_ref())?;
        let mailbox = self.mailbox.as_ref();
        PersonColumns {
            status: self.status.clone(),
            language: self.language.as_ref().map(|(language, _)| language.clone()),
            language_updated_at: self.language.as_ref().map(|(_, at)| time_of(*at)).transpose()?,
            reserved_at: self.reserved.map(time_of).transpose()?,
            mobile,
            mobile_updated_at,
            mobile_confirmed_at,
            mobile_validated_at,
            email,
            email_updated_at,
            email_confirmed_at,
            email_validated_at,
            mailbox_provider: mailbox.map(|mailbox| mailbox.provider.clone()),
            mailbox_address: mailbox.map(|mailbox| mailbox.address.clone()),
            mailbox_updated_at: mailbox.map(|mailbox| time_of(mailbox.updated)).transpose()?,
        }
        .into_person(identifier)
    }
}

fn mask_number(masks: &mut Masks, stand_in: &MobileNumber, number: &MobileNumber) {
    let mask = number.masked();
    masks.push((stand_in.international(), mask.clone()));
    let code = format!("+{} ", number.country().calling_code());
    masks.push((stand_in.national(), mask.strip_prefix(&code).unwrap_or(&mask).to_owned()));
    masks.push((stand_in.expose().to_owned(), mask));
}

fn contact_record<T>(contact: &Contact<T>, stand_in: &str) -> ContactRecord {
    ContactRecord {
        value: stand_in.to_owned(),
        updated: micros(contact.updated_at()),
        confirmed: contact.confirmed_at().map(micros),
        validated: contact.validated_at().map(micros),
    }
}

/// The stand-in of a value in the form in which values are compared.
pub(super) fn canonical(stand_ins: &StandIns<'_>, channel: Channel, value: &str) -> String {
    match channel {
        Channel::Mobile => MobileNumber::from_stored(value)
            .map(|number| stand_ins.mobile(&number).expose().to_owned())
            .unwrap_or_default(),
        Channel::Email => stand_ins.canonical_email(value),
    }
}

fn draft_record(draft: &Draft, stand_ins: &StandIns<'_>, masks: &mut Masks) -> DraftRecord {
    let typed = &draft.typed;
    let mobile = stand_ins.typed_mobile(&typed.mobile, typed.country());
    match typed.mobile() {
        Ok(Some(number)) => mask_number(masks, &stand_ins.mobile(&number), &number),
        Ok(None) => {}
        Err(_) => masks.push((mobile.clone(), masked_text(&typed.mobile))),
    }
    let email = stand_ins.typed_email(&typed.email);
    match typed.email() {
        Ok(Some(address)) => {
            let meant = (stand_ins.email(&address).suggestion(), address.suggestion());
            if let (Some(stand_in), Some(meant)) = meant {
                masks.push((stand_in.expose().to_owned(), meant.masked()));
            }
            masks.push((email.clone(), address.masked()));
        }
        Ok(None) => {}
        Err(_) => masks.push((email.clone(), masked_text(&typed.email))),
    }
    let asked = |asked: &Asked, channel| {
        let value =
            if asked.value.is_empty() { String::new() } else { canonical(stand_ins, channel, &asked.value) };
        (value, draft::answer_name(asked.answer).to_owned())
    };
    let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_owned()).unwrap_or_default();
    let owned = |name: Option<&'static str>| name.map(str::to_owned);
    let (wanted, provider) = typed.mailbox.columns();
    DraftRecord {
        country: typed.country.clone(),
        mobile,
        email,
        wanted: (owned(wanted), owned(provider)),
        purposes: (owned(typed.mobile_purpose.as_str()), owned(typed.email_purpose.as_str())),
        asked_mobile: draft.mobile.as_ref().map(|question| asked(question, Channel::Mobile)),
        asked_email: draft.email.as_ref().map(|question| asked(question, Channel::Email)),
        asked_domain: draft.domain.as_ref().map(|asked| (domain, asked.problem.as_str().to_owned())),
        submitted: draft.submitted,
    }
}

impl DraftRecord {
    fn draft(&self) -> Result<Draft> {
        let pair = |pair: Option<&(String, String)>| match pair {
            Some((value, answer)) => (Some(value.clone()), Some(answer.clone())),
            None => (None, None),
        };
        let (mobile, mobile_answer) = pair(self.asked_mobile.as_ref());
        let (email, email_answer) = pair(self.asked_email.as_ref());
        let (domain, problem) = pair(self.asked_domain.as_ref());
        Ok(Draft {
            typed: Typed {
                country: self.country.clone(),
                mobile: self.mobile.clone(),
                email: self.email.clone(),
                mailbox: draft::wanted(self.wanted.0.as_deref(), self.wanted.1.as_deref())?,
                mobile_purpose: draft::purpose(self.purposes.0.as_deref())?,
                email_purpose: draft::purpose(self.purposes.1.as_deref())?,
            },
            mobile: draft::asked(mobile, mobile_answer.as_deref())?,
            email: draft::asked(email, email_answer.as_deref())?,
            domain: draft::asked_domain(domain, problem.as_deref())?,
            asked_by: None,
            submitted: self.submitted,
        })
    }
}

fn wish_record(wish: Wish) -> WishRecord {
    let (state, refusal) = wish.columns();
    WishRecord {
        provider: wish.provider.as_str().to_owned(),
        ordered: micros(wish.ordered_at),
        state: state.to_owned(),
        refusal: refusal.map(str::to_owned),
    }
}
