//! The change feed misses nothing, whoever writes, whatever is rolled back or killed, and however long something is open.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bekreft::actions::feed::number_changes;
use bekreft::store::feed::{self, Feed};
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Postgres, Transaction};
use world::{Options, World};

/// How a consumer could find out what is new. The first is ours; the others show that the tests here notice what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By the numbers that are given after the commit.
    Feed,
    /// By the numbers that are drawn before it.
    DrawnNumber,
    /// By the same, of transactions before the oldest that is open.
    BelowOldestOpen,
}

const PAGE: i64 = 7;

struct Consumer {
    world: Arc<World>,
    pool: PgPool,
    way: Way,
    after: i64,
    /// What she has of each person.
    copy: HashMap<String, i64>,
}

impl Consumer {
    fn new(world: &Arc<World>, pool: &PgPool, way: Way) -> Self {
        Self { world: world.clone(), pool: pool.clone(), way, after: 0, copy: HashMap::new() }
    }

    async fn page(&self) -> (Vec<String>, i64) {
        let query = match self.way {
            Way::Feed => {
                number_changes(&self.world.db, Feed::Persons).await.expect("changes are numbered");
                let last = feed::last_number(&self.world.db, Feed::Persons).await.expect("a number");
                let page = feed::persons(&self.world.db, self.after, last, PAGE).await.expect("a page");
                let persons = page.changed.iter().map(|it| it.expose().to_owned()).collect();
                return (persons, page.up_to);
            }
            Way::DrawnNumber => "",
            Way::BelowOldestOpen => "and transaction_id < pg_snapshot_xmin(pg_current_snapshot())",
        };
        let query = format!(
            "select number, person_identifier from change_log c join person p on p.id = c.person_id
             where number > $1 {query} order by number limit $2"
        );
        let rows: Vec<(i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(self.after)
            .bind(PAGE)
            .fetch_all(&self.pool)
            .await
            .expect("a page");
        let up_to = rows.last().map_or(self.after, |(number, _)| *number);
        (rows.into_iter().map(|(_, person)| person).collect(), up_to)
    }

    /// Takes one page into the copy; false when there is nothing more.
    async fn reads(&mut self) -> bool {
        let (persons, up_to) = self.page().await;
        assert!(up_to >= self.after, "never back");
        if self.way == Way::Feed {
            let once: HashSet<&String> = persons.iter().collect();
            assert_eq!(once.len(), persons.len(), "each person once a page");
        }
        for (person, version) in truth(&self.pool, Some(&persons)).await {
            let before = self.copy.insert(person, version).unwrap_or(0);
            assert!(before <= version, "what is told is never older than what was told");
        }
        let more = up_to > self.after;
        self.after = up_to;
        more
    }

    async fn reads_all(&mut self) {
        while self.reads().await {}
    }
}

/// How often each person has been changed, by transactions that count.
async fn truth(pool: &PgPool, of: Option<&[String]>) -> HashMap<String, i64> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select person_identifier, version from truth join person on id = person_id
         where version > 0 and ($1::text[] is null or person_identifier = any($1))",
    )
    .bind(of)
    .fetch_all(pool)
    .await
    .expect("the truth");
    rows.into_iter().collect()
}

async fn scene(persons: i64) -> (Arc<World>, PgPool) {
    let world = World::with(Options::default()).await;
    let pool = PgPoolOptions::new().max_connections(30).connect(world.database_url()).await.expect("a pool");
    for _ in 0..persons {
        world.person().registered().await;
    }
    sqlx::query("create table truth as select id as person_id, 0::bigint as version from person")
        .execute(&pool)
        .await
        .expect("a table");
    (Arc::new(world), pool)
}

/// The person's row and the row of the change log, as every action writes them: in one transaction.
async fn change(tx: &mut Transaction<'static, Postgres>, person: i64) {
    sqlx::query("update truth set version = version + 1 where person_id = $1")
        .bind(person)
        .execute(&mut **tx)
        .await
        .expect("a change");
    sqlx::query("insert into change_log (person_id, change, at) values ($1, 'mobile_updated', now())")
        .bind(person)
        .execute(&mut **tx)
        .await
        .expect("its row");
}

/// Two transactions: the one that began first draws the higher number and ends first.
async fn is_missed(way: Way) -> bool {
    let (world, pool) = scene(2).await;
    let mut consumer = Consumer::new(&world, &pool, way);
    let mut first = pool.begin().await.expect("a transaction");
    sqlx::query("select pg_current_xact_id()").execute(&mut *first).await.expect("an id");
    let mut second = pool.begin().await.expect("a transaction");
    change(&mut second, 1).await;
    change(&mut first, 2).await;
    first.commit().await.expect("done");
    consumer.reads_all().await;
    second.commit().await.expect("done");
    consumer.reads_all().await;
    consumer.copy != truth(&pool, None).await
}

#[tokio::test]
async fn a_change_that_ends_late_is_told_although_a_later_one_has_been() {
    assert!(!is_missed(Way::Feed).await);
    assert!(is_missed(Way::DrawnNumber).await, "the scene must be able to fail");
    assert!(is_missed(Way::BelowOldestOpen).await, "and for this reader too");
}

/// One writer's work: some transactions of one to three changes, with pauses inside, every sixth of which is rolled back.
async fn write(pool: PgPool, writer: i64, writers: i64, persons: i64) {
    for round in 0..persons / writers {
        let pause = |salt: i64| {
            tokio::time::sleep(Duration::from_millis(((writer * 31 + round * 17 + salt) % 13).unsigned_abs()))
        };
        let mut tx = pool.begin().await.expect("a transaction");
        if round % 2 == 0 {
            sqlx::query("select pg_current_xact_id()").execute(&mut *tx).await.expect("an id");
        }
        pause(1).await;
        // Her own person each time, so that no later change makes up for one that is missed.
        change(&mut tx, 1 + round * writers + writer).await;
        pause(5).await;
        if round % 6 == 5 {
            tx.rollback().await.expect("rolled back");
        } else {
            tx.commit().await.expect("committed");
        }
        pause(9).await;
    }
}

/// Begins a transaction, changes somebody, and is killed.
async fn is_killed(pool: PgPool, person: i64) {
    let mut tx = pool.begin().await.expect("a transaction");
    change(&mut tx, person).await;
    let pid: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut *tx).await.expect("a number");
    tokio::time::sleep(Duration::from_millis(60)).await;
    sqlx::query("select pg_terminate_backend($1)").bind(pid).execute(&pool).await.expect("killed");
    tx.commit().await.expect_err("it is dead");
}

/// Writers and consumers at once; says how many consumers have a wrong copy at the end.
async fn wrong_copies(way: Way) -> usize {
    const WRITERS: i64 = 9;
    const PERSONS: i64 = WRITERS * 24;
    let (world, pool) = scene(PERSONS + 2).await;
    // One that changes somebody and takes its time, and one that only looks.
    let mut long = pool.begin().await.expect("a transaction");
    change(&mut long, PERSONS + 1).await;
    let mut idle = pool.begin().await.expect("a transaction");
    sqlx::query("select count(*) from change_log").execute(&mut *idle).await.expect("a look");
    let over = Arc::new(AtomicBool::new(false));
    let consumers: Vec<_> = (0..3)
        .map(|_| {
            let (mut consumer, over) = (Consumer::new(&world, &pool, way), over.clone());
            tokio::spawn(async move {
                while !over.load(Ordering::SeqCst) {
                    consumer.reads().await;
                }
                consumer.reads_all().await;
                consumer
            })
        })
        .collect();
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(write(pool.clone(), writer, WRITERS, PERSONS))).collect();
    is_killed(pool.clone(), PERSONS + 2).await;
    for writer in writers {
        writer.await.expect("the writer ends");
    }
    long.commit().await.expect("done at last");
    over.store(true, Ordering::SeqCst);
    let truth = truth(&pool, None).await;
    assert_eq!(i64::try_from(truth.len()), Ok(PERSONS / 6 * 5 + 1), "neither rolled back nor killed");
    let mut wrong = 0;
    for consumer in consumers {
        let consumer = consumer.await.expect("the consumer ends");
        wrong += usize::from(consumer.copy != truth);
    }
    idle.rollback().await.expect("it ends");
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn consumers_that_page_while_many_write_end_with_what_the_register_holds() {
    assert_eq!(wrong_copies(Way::Feed).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn consumers_that_page_by_the_numbers_drawn_before_the_commit_do_not() {
    assert!(wrong_copies(Way::DrawnNumber).await > 0, "the test above must be able to fail");
}

#[tokio::test]
async fn a_transaction_that_is_open_for_long_holds_back_nothing_but_its_own_changes() {
    let (world, pool) = scene(3).await;
    let mut consumer = Consumer::new(&world, &pool, Way::Feed);
    let mut long = pool.begin().await.expect("a transaction");
    change(&mut long, 1).await;
    let mut short = pool.begin().await.expect("a transaction");
    change(&mut short, 2).await;
    short.commit().await.expect("done");
    consumer.reads_all().await;
    assert_eq!(consumer.copy.len(), 1, "told at once");
    assert_eq!(world.count("select last_number from feed_position where feed = 'persons'").await, 1);
    long.commit().await.expect("done");
    consumer.reads_all().await;
    assert_eq!((consumer.copy.len(), consumer.after), (2, 2));
}

#[tokio::test]
async fn who_is_killed_while_numbering_has_numbered_nothing_and_another_takes_over() {
    let (world, pool) = scene(2).await;
    sqlx::query("insert into change_log (person_id, change, at) select 1 + n % 2, 'mobile_updated', now() from generate_series(1, 10) n")
        .execute(&pool)
        .await
        .expect("changes");
    let mut tx = world.db.begin().await.expect("a transaction");
    let turn = feed::take_turn(&mut tx, Feed::Persons).await.expect("a turn");
    assert_eq!(feed::number(&mut tx, turn, 4).await.expect("numbered"), 4);
    let next = number_changes(&world.db, Feed::Persons);
    let soon = tokio::time::timeout(Duration::from_millis(100), next).await;
    assert!(soon.is_err(), "one at a time");
    assert_eq!(
        world.count("select count(feed_number) from change_log").await,
        0,
        "not seen before it is done"
    );
    let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and query like 'update feed_position%'";
    assert_eq!(world.count(kill).await, 1);
    tx.commit().await.expect_err("it is dead");
    assert_eq!(feed::last_number(&world.db, Feed::Persons).await.expect("a number"), 0);
    number_changes(&world.db, Feed::Persons).await.expect("numbered");
    let same = "select count(*) from change_log where feed_number = number";
    assert_eq!(world.count(same).await, 10, "in their order, from the first");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_number_at_once_draw_each_number_once_and_leave_none_out() {
    let (world, pool) = scene(1).await;
    sqlx::query("insert into change_log (person_id, change, at) select 1, 'mobile_updated', now() from generate_series(1, 23000)")
        .execute(&pool)
        .await
        .expect("changes");
    let hands: Vec<_> = (0..6)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                while feed::is_waiting(&world.db, Feed::Persons).await.expect("an answer") {
                    number_changes(&world.db, Feed::Persons).await.expect("numbered");
                }
            })
        })
        .collect();
    for hand in hands {
        hand.await.expect("it ends");
    }
    assert_eq!(world.count("select count(*) from change_log where feed_number = number").await, 23_000);
    assert_eq!(feed::last_number(&world.db, Feed::Persons).await.expect("a number"), 23_000);
}

#[tokio::test]
async fn operators_see_what_waits_for_its_number() {
    let (world, pool) = scene(1).await;
    let waits = |world: Arc<World>| async move {
        let text = world.metrics().await;
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.expect("the metric is there").to_owned()
        };
        (value("bekreft_feed_held_back"), value("bekreft_feed_held_back_seconds"))
    };
    assert_eq!(waits(world.clone()).await, ("0".to_owned(), "0".to_owned()));
    sqlx::query(
        "insert into change_log (person_id, change, at) select 1, 'reserved', $1 from generate_series(1, 3)",
    )
    .bind(world.now() - time::Duration::seconds(90))
    .execute(&pool)
    .await
    .expect("changes");
    let (count, seconds) = waits(world.clone()).await;
    assert_eq!(count, "3");
    assert!((90..120).contains(&seconds.parse::<i64>().expect("seconds")), "{seconds}");
    number_changes(&world.db, Feed::Persons).await.expect("numbered");
    assert_eq!(waits(world).await, ("0".to_owned(), "0".to_owned()));
}
