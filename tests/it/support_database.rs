//! The console reads with a database role that can do nothing else, and not everything.

use bekreft::i18n::{Locale, Tr};
use bekreft::store::support_db::{ROLE, SupportDb};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _};
use world::World;
use world::support::VIEWER;

/// A connection as the console has one, but without what makes it read only by habit: the role alone has to do.
async fn as_support(world: &World) -> PgConnection {
    let mut connection = PgConnection::connect(world.database_url()).await.expect("the database answers");
    connection.execute(AssertSqlSafe(format!("set role {ROLE}"))).await.expect("the role can be taken on");
    connection
}

async fn is_denied(connection: &mut PgConnection, statement: &str) {
    let refused = connection.execute(AssertSqlSafe(statement.to_owned())).await.expect_err(statement);
    let refused = refused.into_database_error().expect("the database says no");
    assert_eq!(refused.code().as_deref(), Some("42501"), "{statement}: {refused}");
}

async fn tables(world: &World) -> Vec<String> {
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public' order by 1")
            .fetch_all(&world.pool)
            .await
            .expect("tables");
    assert!(tables.len() > 30);
    tables
}

#[tokio::test]
async fn the_role_of_the_console_cannot_write_anywhere() {
    let world = World::start().await;
    let mut connection = as_support(&world).await;
    for table in tables(&world).await {
        is_denied(&mut connection, &format!("insert into {table} default values")).await;
        is_denied(&mut connection, &format!("delete from {table}")).await;
        is_denied(&mut connection, &format!("truncate {table} cascade")).await;
        let columns = sqlx::query(
            "select column_name::text from information_schema.columns where table_schema = 'public' and table_name = $1",
        )
        .bind(&table)
        .fetch_all(&world.pool)
        .await
        .expect("columns");
        for column in columns {
            let column: String = column.get(0);
            is_denied(&mut connection, &format!("update {table} set {column} = default")).await;
        }
    }
    for statement in [
        "create table mine (id int)",
        "create schema mine",
        "create function mine() returns int language sql as 'select 1'",
        "select let_support_read('draft')",
        "select grant_to_support()",
        "create role mine",
        "alter table person add column mine text",
    ] {
        is_denied(&mut connection, statement).await;
    }
}

#[tokio::test]
async fn the_role_of_the_console_cannot_read_what_opens_something() {
    let world = World::start().await;
    let mut connection = as_support(&world).await;
    for (table, column) in [
        ("session", "token_hash"),
        ("session", "id_token"),
        ("session", "sid"),
        ("session", "return_url"),
        ("support_session", "token_hash"),
        ("support_session", "person_identifier"),
        ("challenge", "nonce"),
        ("challenge", "key_version"),
        ("message", "key"),
        ("login_attempt", "state_hash"),
        ("login_event", "address"),
        ("draft", "mobile"),
        ("sent_form", "form_hash"),
        ("demo_mailbox_provider", "certificate"),
        ("national_register_event", "payload"),
    ] {
        is_denied(&mut connection, &format!("select {column} from {table}")).await;
        is_denied(&mut connection, &format!("select * from {table}")).await;
    }
    for statement in [
        "select person_identifier, support_code from session",
        "select state from message",
        "select * from person",
    ] {
        connection.execute(statement).await.expect(statement);
    }
}

/// What [`let_support_read`] has been asked for is all that the role may read: nobody has granted anything beside it.
#[tokio::test]
async fn the_role_may_read_what_migrations_have_said_and_nothing_else() {
    let world = World::start().await;
    let unasked: Vec<String> = sqlx::query_scalar(
        "select table_name || '.' || column_name from information_schema.column_privileges c
         where grantee = $1 and privilege_type = 'SELECT' and not exists (select from support_grant g
             where g.relation = c.table_name and g.column_name in ('*', c.column_name))
         union all
         select table_name || ' ' || privilege_type from information_schema.table_privileges
         where grantee = $1 and privilege_type <> 'SELECT'",
    )
    .bind(ROLE)
    .fetch_all(&world.pool)
    .await
    .expect("privileges");
    assert_eq!(unasked, [""; 0]);
}

#[tokio::test]
async fn a_connection_of_the_console_is_read_only_by_habit_too() {
    let world = World::start().await;
    let db = SupportDb::beside(&world.db, None).expect("an address");
    assert!(db.is_open().await.expect("an answer"));
}

#[tokio::test]
async fn several_databases_of_one_server_can_be_migrated_at_once() {
    let world = World::start().await;
    let migration =
        std::fs::read_to_string(world::root().join("migrations/0016_support_desk.sql")).expect("it reads");
    let block =
        migration.split("do $$").nth(1).and_then(|rest| rest.split("end $$;").next()).expect("the block");
    let block = format!("do $${block}end $$;");
    let mut tries = Vec::new();
    for _ in 0..8 {
        let (url, block) = (world::fresh_database().await, block.clone());
        tries.push(tokio::spawn(async move {
            let mut connection = PgConnection::connect(&url).await.expect("it answers");
            for _ in 0..5 {
                connection.execute(AssertSqlSafe(block.clone())).await.expect("the role is there or made");
            }
        }));
    }
    for one in tries {
        one.await.expect("no trouble");
    }
    drop(world);
}

#[tokio::test]
async fn who_may_not_make_roles_migrates_all_the_same_and_the_console_stays_closed() {
    let world = World::start().await;
    // A login without any right but to connect, and to look up what it may do.
    for statement in [
        "drop role if exists plain_login",
        "create role plain_login login",
        "grant usage on schema public to plain_login",
        "grant select on all tables in schema public to plain_login",
        "grant update on person to plain_login",
    ] {
        world.pool.execute(statement).await.expect(statement);
    }
    let plain = world.database_url().replacen("postgres@", "plain_login@", 1);
    assert_ne!(plain, world.database_url());
    let mut connection = PgConnection::connect(&plain).await.expect("it may connect");
    connection.execute("set role bekreft_support").await.expect_err("it is no member");
    let db = bekreft::app::open_database(&plain).expect("an address");
    assert!(!SupportDb::in_role(&db).is_open().await.expect("an answer"), "the role is not to be had");
    let own = SupportDb::beside(&world.db, Some(&plain)).expect("an address");
    assert!(!own.is_open().await.expect("an answer"), "a login that could write is none for the console");
    for statement in ["revoke update on person from plain_login"] {
        world.pool.execute(statement).await.expect(statement);
    }
    let own = SupportDb::beside(&world.db, Some(&plain)).expect("an address");
    assert!(own.is_open().await.expect("an answer"), "one that can only read will do");
}

#[tokio::test]
async fn the_console_says_so_when_it_cannot_read_safely_and_shows_nothing() {
    let world = World::start().await;
    let worker = world.support(VIEWER).await;
    // The role is the server's, and other tests need it: here it gets a right that it must not have.
    world.pool.execute("grant delete on draft to bekreft_support").await.expect("a grant");
    let again = world.instance_with(Vec::new()).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        for path in ["/stotte", "/stotte/oppslag", "/stotte/saker", "/stotte/person/1"] {
            let page = worker.at(&again).opens(&format!("{path}?lang={}", locale.tag())).await;
            assert_eq!(
                (page.status, page.heading().as_str()),
                (503, tr.error_console_closed_title()),
                "{path}"
            );
            assert!(page.shows(tr.error_console_closed_text()));
        }
    }
}
