//! The citizen of a scenario: drawn anew each time, with values that nobody else has.

use bekreft_domain::{Channel, IdentifierKind, PersonIdentifier};
use time::{Date, Duration, OffsetDateTime};

use crate::app::State;
use crate::scenario::{
    Ago, Behaviour, Contact, Habit, Kind, LetterLanguage, MailboxChoice, Person, Providers, Purpose,
    Scenario, Values,
};
use crate::secrets::{Token, TokenHash};
use crate::store::sandbox::{self, Habits, NewContact, NewPerson, NewSandbox};
use crate::store::{self, Tx};

/// Somebody who plays through a scenario.
pub struct Player {
    /// Her number.
    pub identifier: PersonIdentifier,
    /// Somebody else, whom the register does not know.
    pub other: PersonIdentifier,
    /// Her numbers and addresses.
    pub values: Values,
    /// What a browser opens her sandbox with.
    pub key: Token,
    /// How providers treat her.
    pub habits: Habits,
}

/// How providers treat her, where a scenario says otherwise.
pub fn changed(habits: &Habits, by: Providers) -> Habits {
    let habit = |new: Option<Habit>, old: &str| new.map_or(old, |new| new.as_str()).to_owned();
    let behaviour = |new: Option<Behaviour>, old: &str| new.map_or(old, |new| new.as_str()).to_owned();
    Habits {
        sms: habit(by.sms, &habits.sms),
        email: habit(by.email, &habits.email),
        digipost: behaviour(by.digipost, &habits.digipost),
        eboks: behaviour(by.eboks, &habits.eboks),
    }
}

/// As they should.
pub fn usual() -> Habits {
    let [prompt, works] = [Habit::Prompt.as_str(), Behaviour::Works.as_str()].map(str::to_owned);
    Habits { sms: prompt.clone(), email: prompt, digipost: works.clone(), eboks: works }
}

/// Makes her, and puts her into the register as the scenario has her. Providers may be told to behave otherwise from the
/// beginning.
pub async fn make(state: &State, scenario: &Scenario, otherwise: Providers) -> store::Result<Player> {
    let now = state.clock.now();
    let mut tx = state.db.begin().await?;
    let number = u64::try_from(sandbox::next_number(&mut tx).await?).unwrap_or_default();
    let identifier = draw(&mut tx, &scenario.person, number).await?;
    let stranger = draw(&mut tx, &Person { born: 1955, ..Person::default() }, number).await?;
    let habits = changed(&changed(&usual(), scenario.providers), otherwise);
    let key = Token::draw(state.chance);
    let player = Player { identifier, other: stranger, values: Values::new(number), key, habits };
    let text = scenario.to_toml().map_err(|_| store::Error::Unreadable("scenario"))?;
    let new = NewSandbox {
        identifier: &player.identifier,
        key: &player.key.hash(),
        name: &scenario.name,
        scenario: &text,
        habits: &player.habits,
    };
    sandbox::open(&mut tx, &new, now).await?;
    if scenario.person.known {
        sandbox::register(&mut tx, &person(&player, &scenario.person, now)).await?;
    }
    for contact in [&scenario.person.mobile, &scenario.person.email].into_iter().flatten() {
        for which in 0..contact.others {
            let value = player.values.fill(&contact.value);
            another_has(&mut tx, &value, number * 10 + u64::from(which), contact.confirmed.at(now)).await?;
        }
    }
    use_up(&mut tx, state, &player, scenario).await?;
    if let Some(draft) = &scenario.person.draft {
        let [mobile, email] = [&draft.mobile, &draft.email].map(|text| player.values.fill(text));
        let typed = [draft.country.as_str(), &mobile, &email];
        sandbox::type_in(&mut tx, &player.identifier, typed, draft.saved.at(now)).await?;
    }
    tx.commit().await?;
    Ok(player)
}

/// A number that nobody has: another day of the year for each scenario, another person of the day when they are taken.
async fn draw(tx: &mut Tx, person: &Person, number: u64) -> store::Result<PersonIdentifier> {
    let kind = match person.kind {
        Kind::National => IdentifierKind::NationalIdentityNumber,
        Kind::DNumber => IdentifierKind::DNumber,
    };
    for attempt in 0..2000_u64 {
        let day = u16::try_from((number * 37 + attempt) % 365 + 1).unwrap_or(1);
        let Ok(born) = Date::from_ordinal_date(person.born, day) else { break };
        let first = u16::try_from((number / 365 * 7 + attempt) % 1000).unwrap_or_default();
        let found = (0..1000).find_map(|more| PersonIdentifier::synthetic(born, (first + more) % 1000, kind));
        if let Some(identifier) = found
            && !sandbox::is_taken(tx, &identifier).await?
        {
            return Ok(identifier);
        }
    }
    Err(store::Error::Unreadable("no number is left for that year"))
}

fn person(player: &Player, of: &Person, now: OffsetDateTime) -> NewPerson {
    let contact = |contact: &Contact| NewContact {
        value: player.values.fill(&contact.value),
        registered_at: registered(contact, now),
        confirmed_at: contact.confirmed.at(now),
        validated_at: contact.verified.map(|at| at.at(now)),
        purpose: contact.on_purpose.map(Purpose::as_str),
    };
    let contacts = [&of.mobile, &of.email].into_iter().flatten();
    let first = contacts.map(|contact| registered(contact, now)).min();
    let others = [of.reserved, of.deleted, of.mailbox.as_ref().map(|it| it.since)];
    let first = others.into_iter().flatten().map(|at: Ago| at.at(now)).chain(first).min();
    NewPerson {
        identifier: player.identifier.clone(),
        deleted_at: of.deleted.map(|at| at.at(now)),
        language: of.language.map(LetterLanguage::as_str),
        reserved_at: of.reserved.map(|at| at.at(now)),
        mailbox: of
            .mailbox
            .as_ref()
            .filter(|mailbox| mailbox.provider != MailboxChoice::None)
            .map(|mailbox| (mailbox.provider.as_str(), mailbox.address.clone(), mailbox.since.at(now))),
        mobile: of.mobile.as_ref().map(contact),
        email: of.email.as_ref().map(contact),
        registered_at: first.unwrap_or(now - BEFORE),
    }
}

/// How long before it was last confirmed something is taken to have been registered.
const BEFORE: Duration = Duration::days(400);

fn registered(contact: &Contact, now: OffsetDateTime) -> OffsetDateTime {
    contact.registered.map_or_else(|| contact.confirmed.at(now) - BEFORE, |at| at.at(now))
}

/// Somebody else has this number or address.
pub async fn another_has(tx: &mut Tx, value: &str, number: u64, at: OffsetDateTime) -> store::Result<()> {
    let identifier = draw(tx, &Person { born: 1990, ..Person::default() }, number).await?;
    let contact = NewContact {
        value: value.to_owned(),
        registered_at: at,
        confirmed_at: at,
        validated_at: None,
        purpose: None,
    };
    let (mobile, email) = if value.contains('@') { (None, Some(contact)) } else { (Some(contact), None) };
    let new = NewPerson {
        identifier,
        deleted_at: None,
        language: None,
        reserved_at: None,
        mailbox: None,
        mobile,
        email,
        registered_at: at,
    };
    sandbox::register(tx, &new).await
}

/// How long ago that was which counts towards her limits.
const LATELY: Duration = Duration::hours(1);

async fn use_up(tx: &mut Tx, state: &State, player: &Player, scenario: &Scenario) -> store::Result<()> {
    let (who, used, at) = (&player.identifier, scenario.used, state.clock.now() - LATELY);
    sandbox::use_up_tries(tx, who, Channel::Mobile, used.wrong_sms, at).await?;
    sandbox::use_up_tries(tx, who, Channel::Email, used.wrong_email, at).await?;
    let registered = [
        (Channel::Mobile, used.sms, scenario.person.mobile.as_ref()),
        (Channel::Email, used.email, scenario.person.email.as_ref()),
    ];
    for (channel, count, contact) in registered {
        let Some(contact) = contact else { continue };
        let value = player.values.fill(&contact.value);
        for _ in 0..count {
            let key: TokenHash = Token::draw(state.chance).hash();
            sandbox::use_up_send(tx, who, (channel, &value), (&key, at)).await?;
        }
    }
    for which in 0..used.new_mobiles {
        let value = player.values.fill(&format!("+47{{number-{}}}", 9 - which.min(7)));
        sandbox::use_up_comparison(tx, who, (Channel::Mobile, &value), at).await?;
    }
    for which in 0..used.new_emails {
        let value = player.values.fill(&format!("{{name-{}}}@example.no", 9 - which.min(7)));
        sandbox::use_up_comparison(tx, who, (Channel::Email, &value), at).await?;
    }
    Ok(())
}
