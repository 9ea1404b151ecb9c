//! The background work, in a process of its own or beside the web.

use std::sync::Arc;
use std::time::Duration;

use bekreft_domain::MailboxProvider;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::actions::delete::delete_due;
use crate::actions::deliver::{Dispatch, deliver_next, enter_demo_reports};
use crate::actions::expire::note_some_expired;
use crate::actions::feed::number_changes;
use crate::actions::mailbox::{Desk, fulfil_next, warn_of_certificates};
use crate::actions::national_register::follow;
use crate::actions::purge::purge;
use crate::actions::remind::{is_daytime, remind_some};
use crate::clients::national_register::NationalRegister;
use crate::clock::{Chance, Clock};
use crate::store::Db;
use crate::store::feed::Feed;
use crate::store::message::Bell;

mod index;

/// How often what is of no more use is thrown away.
const PURGE_EVERY: Duration = Duration::from_mins(10);
/// How often those who have long been silent are looked for.
const REMIND_EVERY: Duration = Duration::from_mins(10);
/// Between a hundred reminders and the next: codes that somebody waits for go out in between.
const REMIND_PAUSE: Duration = Duration::from_secs(5);
/// How often those whose wish to be deleted is due are looked for: they are told the minute.
const DELETE_EVERY: Duration = Duration::from_secs(20);
/// How often those whose contact information has expired are looked for, and how long between a thousand and the next.
const EXPIRE_EVERY: Duration = Duration::from_mins(10);
const EXPIRE_PAUSE: Duration = Duration::from_millis(200);
/// How often changes are numbered for the change feed although nobody reads it, and how long between some thousand and the next.
const NUMBER_EVERY: Duration = Duration::from_secs(2);
const NUMBER_PAUSE: Duration = Duration::from_millis(100);
/// How often the national register is asked what has happened (Skatteetaten, "Ytelse og responstider": "hvert minutt").
const FOLLOW_EVERY: Duration = Duration::from_mins(1);
/// The longest time between two questions when it does not answer.
const FOLLOW_SELDOM: Duration = Duration::from_mins(16);
/// How many messages are handed over at a time: a provider that is slow with one must not hold the others.
const HANDS: usize = 4;
/// How often it is looked whether a certificate of a mailbox provider expires soon.
const CERTIFICATES_EVERY: Duration = Duration::from_hours(12);
/// How often errands are looked for although nobody has rung.
const ERRANDS_EVERY: Duration = Duration::from_secs(1);
/// How often the outbox is looked into although nobody has rung: for attempts that were put off, and leases that ran out.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often the others look.
const LOOK_SELDOM: Duration = Duration::from_secs(5);
/// How often the bell is hung up again when its connection is lost.
const RECONNECT_EVERY: Duration = Duration::from_secs(2);

/// A worker that runs.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Starts the background work.
pub fn start(db: &Db, clock: &Clock, dispatch: &Arc<Dispatch>) -> Worker {
    let (stop, stopped) = watch::channel(false);
    let (bell, rung) = watch::channel(());
    let mut tasks = JoinSet::new();
    tasks.spawn(purge_regularly(db.clone(), clock.clone(), stopped.clone()));
    tasks.spawn(watch_certificates(db.clone(), clock.clone(), stopped.clone()));
    tasks.spawn(remind_regularly(db.clone(), clock.clone(), stopped.clone()));
    tasks.spawn(expire_regularly(db.clone(), clock.clone(), stopped.clone()));
    for provider in MailboxProvider::ALL.iter().copied() {
        // A hand for each: a provider that hangs must not hold the others' errands.
        let runner = Runner { db: db.clone(), clock: clock.clone(), dispatch: dispatch.clone(), provider };
        tasks.spawn(runner.run(rung.clone(), stopped.clone()));
    }
    tasks.spawn(number_regularly(db.clone(), stopped.clone()));
    tasks.spawn(delete_regularly(db.clone(), clock.clone(), stopped.clone()));
    tasks.spawn(listen(db.clone(), bell, stopped.clone()));
    for number in 0..HANDS {
        // One looks often; the others help when it rings.
        let look_every = if number == 0 { LOOK_EVERY } else { LOOK_SELDOM };
        let hand = Hand { db: db.clone(), clock: clock.clone(), dispatch: dispatch.clone(), look_every };
        tasks.spawn(hand.deliver(rung.clone(), stopped.clone()));
    }
    Worker { stop, tasks }
}

impl Worker {
    /// Reads what the national register tells, too.
    pub fn follow(&mut self, db: &Db, clock: &Clock, register: NationalRegister) {
        self.tasks.spawn(follow_regularly(db.clone(), clock.clone(), register, self.stop.subscribe()));
    }

    /// Keeps the console's search up to date, too. Only where all persons are synthetic: nobody searches among real ones.
    pub fn index(&mut self, db: &Db, clock: &Clock) {
        self.tasks.spawn(index::index_regularly(db.clone(), clock.clone(), self.stop.subscribe()));
    }

    /// Lets the work in hand finish, then ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.tasks.join_all().await;
    }
}

async fn purge_regularly(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    loop {
        match purge(&db, clock.now()).await {
            Ok(purged) => tracing::debug!(?purged, "purged"),
            Err(error) => tracing::warn!(%error, "could not purge; trying again later"),
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(PURGE_EVERY) => {}
        }
    }
}

async fn watch_certificates(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(error) = warn_of_certificates(&db, clock.now()).await {
            tracing::warn!(%error, "the certificates cannot be read; trying again later");
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(CERTIFICATES_EVERY) => {}
        }
    }
}

async fn remind_regularly(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    loop {
        let now = clock.now();
        let reminded = if is_daytime(now) { remind_some(&db, Chance, now).await } else { Ok(0) };
        let pause = match reminded {
            Ok(0) => REMIND_EVERY,
            Ok(reminded) => {
                tracing::info!(reminded, "reminded");
                REMIND_PAUSE
            }
            Err(error) => {
                tracing::warn!(%error, "could not remind; trying again later");
                REMIND_EVERY
            }
        };
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn delete_regularly(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    loop {
        match delete_due(&db, Chance, clock.now()).await {
            Ok(0) => {}
            Ok(deleted) => tracing::info!(deleted, "deleted by their wish"),
            Err(error) => tracing::warn!(%error, "could not delete; trying again later"),
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(DELETE_EVERY) => {}
        }
    }
}

async fn expire_regularly(db: Db, clock: Clock, mut stopped: watch::Receiver<bool>) {
    loop {
        let pause = match note_some_expired(&db, clock.now()).await {
            Ok(0) => EXPIRE_EVERY,
            Ok(expired) => {
                tracing::info!(expired, "noted that contact information has expired");
                EXPIRE_PAUSE
            }
            Err(error) => {
                tracing::warn!(%error, "could not look for expired contact information; trying again later");
                EXPIRE_EVERY
            }
        };
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn number_regularly(db: Db, mut stopped: watch::Receiver<bool>) {
    loop {
        let mut pause = NUMBER_EVERY;
        for feed in [Feed::Persons, Feed::MailboxProviders] {
            match number_changes(&db, feed).await {
                Ok(true) => pause = NUMBER_PAUSE,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, ?feed, "could not number changes; trying again"),
            }
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// When something stands in the way it is asked again after one, two, four … minutes.
async fn follow_regularly(
    db: Db,
    clock: Clock,
    register: NationalRegister,
    mut stopped: watch::Receiver<bool>,
) {
    let mut pause = FOLLOW_EVERY;
    loop {
        // A page is never broken off between an event and the note of it; the transaction of each sees to that.
        let followed = tokio::select! {
            _ = stopped.changed() => return,
            followed = follow(&db, &register, Chance, &clock) => followed,
        };
        pause = match followed {
            Ok(followed) => {
                if followed.of_interest > 0 {
                    tracing::info!(events = followed.of_interest, "the national register has told something");
                }
                if followed.more { Duration::ZERO } else { FOLLOW_EVERY }
            }
            Err(halt) => {
                let pause = (pause * 2).clamp(FOLLOW_EVERY, FOLLOW_SELDOM);
                tracing::warn!(%halt, again_in = ?pause, "the national register cannot be read");
                pause
            }
        };
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Passes on that a message has been written. Without it messages only wait a little longer.
async fn listen(db: Db, ring: watch::Sender<()>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            () = ring_on(&db, &ring) => {}
        }
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(RECONNECT_EVERY) => {}
        }
    }
}

async fn ring_on(db: &Db, ring: &watch::Sender<()>) {
    let Ok(mut bell) = Bell::listen(db).await else { return };
    while bell.ring().await.is_ok() {
        if ring.send(()).is_err() {
            return;
        }
    }
}

struct Hand {
    db: Db,
    clock: Clock,
    dispatch: Arc<Dispatch>,
    look_every: Duration,
}

impl Hand {
    async fn deliver(self, mut rung: watch::Receiver<()>, mut stopped: watch::Receiver<bool>) {
        loop {
            while !*stopped.borrow() && self.deliver_one().await {}
            if *stopped.borrow() {
                return;
            }
            tokio::select! {
                _ = stopped.changed() => return,
                _ = rung.changed() => {}
                () = tokio::time::sleep(self.look_every) => {}
            }
        }
    }

    /// False when there is nothing to do now.
    async fn deliver_one(&self) -> bool {
        if self.dispatch.carriers.keep_any()
            && let Err(error) = enter_demo_reports(&self.db, self.clock.now()).await
        {
            tracing::debug!(%error, "no reports of the demo");
        }
        match Box::pin(deliver_next(&self.db, &self.dispatch, &self.clock)).await {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read; trying again");
                false
            }
        }
    }
}

/// Does the errands to one mailbox provider.
struct Runner {
    db: Db,
    clock: Clock,
    dispatch: Arc<Dispatch>,
    provider: MailboxProvider,
}

impl Runner {
    async fn run(self, mut rung: watch::Receiver<()>, mut stopped: watch::Receiver<bool>) {
        loop {
            while !*stopped.borrow() && self.run_one().await {}
            if *stopped.borrow() {
                return;
            }
            tokio::select! {
                _ = stopped.changed() => return,
                _ = rung.changed() => {}
                () = tokio::time::sleep(ERRANDS_EVERY) => {}
            }
        }
    }

    /// False when there is nothing to do now.
    async fn run_one(&self) -> bool {
        let desk = Desk {
            db: &self.db,
            clients: &self.dispatch.mailboxes,
            clock: &self.clock,
            chance: Chance,
            is_at_page: false,
        };
        match Box::pin(fulfil_next(desk, self.provider)).await {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "the errands cannot be read; trying again");
                false
            }
        }
    }
}
