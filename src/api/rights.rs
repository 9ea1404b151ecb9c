//! What a consumer may be told in lookups, by the scopes of its token and by whom it acts for (Digdir's docs, `krr_scopes`
//! and "virksomhetsstyrt delegering").

use bekreft_domain::Rights;

use super::consumer::Consumer;
use super::error::ApiError;
use super::scope::{ContactRead, DelegatedContactRead, DelegatedMailRead, MailRead};

/// Which suppliers are believed.
#[derive(Clone, Debug, Default)]
pub struct Delegation {
    /// Whose word counts when a supplier says that it acts for somebody, letter for letter.
    pub sources: Vec<String>,
    /// Whether suppliers may use the ordinary scopes without any word: the old model, which Digdir phases out.
    pub trusts_suppliers: bool,
}

impl Delegation {
    fn vouches_for(&self, consumer: &Consumer) -> bool {
        let source = consumer.delegation_source();
        consumer.supplier().is_some()
            && source.is_some_and(|source| self.sources.iter().any(|it| it == source))
    }

    /// What the token opens. One scope that may not be used so spoils the rest: an answer that lacks what was asked for looks
    /// like a person who lacks it.
    pub fn rights_of(&self, consumer: &Consumer) -> Result<Rights, ApiError> {
        let is_vouched_for = self.vouches_for(consumer);
        let direct = consumer.has::<ContactRead>() || consumer.has::<MailRead>();
        let delegated = consumer.has::<DelegatedContactRead>() || consumer.has::<DelegatedMailRead>();
        if delegated && !is_vouched_for {
            return Err(ApiError::AccessDenied(
                "krr:global/kontaktinfo.read and krr:global/postkasse.read are for suppliers, with a delegation in Altinn",
            ));
        }
        // Who names somebody to vouch for it is held to that.
        let is_trusted = self.trusts_suppliers && consumer.delegation_source().is_none();
        if direct && consumer.supplier().is_some() && !is_vouched_for && !is_trusted {
            return Err(ApiError::AccessDenied(
                "a supplier needs a delegation in Altinn, and the scopes krr:global/kontaktinfo.read or krr:global/postkasse.read",
            ));
        }
        Ok(Rights {
            contact_information: consumer.has::<ContactRead>() || consumer.has::<DelegatedContactRead>(),
            digital_mail: consumer.has::<MailRead>() || consumer.has::<DelegatedMailRead>(),
        })
    }
}
