-- What persons can be found by in the console's search, beside the register and made from it by the worker: no citizen waits
-- for it. `facets` holds everything the search asks about, packed into one number (bekreft_domain::Facets). Holds no value of
-- anybody, and is filled where all persons are synthetic only.
-- Without a foreign key: its check would lock, and thereby write, the row of each person.
create table person_search (
    person_id bigint primary key,
    facets integer not null constraint person_search_facets_are_bits check (facets between 0 and 65535),
    -- When they become others with nothing happening to her: contact information expires, and people grow older.
    look_again_at timestamptz
);
create index person_search_by_facets on person_search (facets, person_id);
create index person_search_to_look_again on person_search (look_again_at) where look_again_at is not null;

-- How many persons have the same facets: some thousand rows, whatever the number of persons. Written with the rows above.
create table search_count (
    facets integer primary key,
    persons bigint not null constraint search_count_not_negative check (persons >= 0)
);

-- How far the worker has come: one row, which it holds while it works, so that one is at it at a time.
create table search_position (
    only_one boolean primary key default true constraint one_search_position check (only_one),
    -- Of the change feed.
    feed_number bigint not null constraint search_position_in_feed check (feed_number >= 0),
    -- Everybody up to this row number has been brought in.
    filled_to bigint not null constraint search_position_filled check (filled_to >= 0),
    -- Everybody up to this row number has been looked at once more, in case something was changed without the register's
    -- knowledge. Starts anew when it has come to the end.
    checked_to bigint not null constraint search_position_checked check (checked_to >= 0)
);
insert into search_position (feed_number, filled_to, checked_to) values (0, 0, 0);

-- Searches that somebody of support has kept. Whose they are is a keyed hash of her and her organisation; what they are is
-- the query of the address, which says nothing about anybody.
create table saved_search (
    id bigint generated always as identity primary key,
    owner bytea not null constraint saved_search_owner_is_a_hash check (length(owner) = 32),
    name text not null constraint saved_search_has_a_name check (length(name) between 1 and 60),
    criteria text not null constraint saved_search_criteria_fit check (length(criteria) <= 500),
    saved_at timestamptz not null,
    constraint saved_search_name_is_used_once unique (owner, name)
);
select let_support_read(name) from unnest(array['person_search', 'search_count', 'search_position', 'saved_search']) name;
select let_support_read('feed_position');
select let_support_read('change_log', 'feed_number');
