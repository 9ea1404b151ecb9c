-- Customers: the organisations that may look people up. Never deleted, only switched off: citizens read their names for 18
-- months after the last lookup.
create table customer (
    organisation_number text primary key
        constraint customer_is_an_organisation check (organisation_number ~ '^[0-9]{9}$'),
    name text not null constraint customer_has_a_name check (length(name) between 1 and 200),
    sector text not null constraint customer_sector_known check (sector in ('municipal', 'county', 'state', 'private')),
    terms_accepted_at timestamptz,
    switched_off_at timestamptz,
    -- A call has 1000 persons at the most, and one must always be possible.
    persons_per_minute integer not null
        constraint customer_may_make_a_whole_call check (persons_per_minute between 1000 and 1000000000),
    calls_per_second integer not null constraint customer_may_call check (calls_per_second between 1 and 1000000),
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- Who has changed what about a customer.
create table customer_event (
    id bigint generated always as identity primary key,
    organisation_number text not null references customer (organisation_number),
    at timestamptz not null,
    what text not null,
    by_whom text not null
);
create index customer_event_by_customer on customer_event (organisation_number, id);

-- Lookups by customer, supplier, what was asked for, and month (Norwegian time). A call with 1000 persons is 1000 lookups.
create table lookup_count (
    month date not null constraint lookup_count_is_of_a_month check (extract(day from month) = 1),
    consumer text not null constraint lookup_count_consumer_is_an_organisation check (consumer ~ '^[0-9]{9}$'),
    supplier text constraint lookup_count_supplier_is_an_organisation check (supplier ~ '^[0-9]{9}$'),
    purpose text not null constraint lookup_count_purpose_known
        check (purpose in ('contact', 'mailbox', 'contact_and_mailbox')),
    persons bigint not null constraint lookup_count_persons_positive check (persons > 0),
    calls bigint not null constraint lookup_count_calls_positive check (calls > 0),
    constraint lookup_count_once unique nulls not distinct (month, consumer, supplier, purpose)
);

-- Which organisation has looked up whom on which day (Norwegian time), for what, and how often: what a citizen reads on her
-- own page. Written in batches by every lookup in the country, so without a foreign key: its check would lock, and thereby
-- write, the row of each person who is looked up.
create table access_log (
    person_id bigint not null,
    day date not null,
    consumer text not null constraint access_log_consumer_is_an_organisation check (consumer ~ '^[0-9]{9}$'),
    purpose text not null constraint access_log_purpose_known
        check (purpose in ('contact', 'mailbox', 'contact_and_mailbox')),
    times integer not null constraint access_log_times_positive check (times > 0),
    first_at timestamptz not null,
    last_at timestamptz not null,
    constraint access_log_ends_after_it_begins check (first_at <= last_at),
    primary key (person_id, day, consumer, purpose)
);
-- Rows come in the order of their days, so this finds old ones and takes next to no room.
create index access_log_by_day on access_log using brin (day);

-- Batches that have been written: one that is sent again, because no answer came, is not counted again.
create table lookup_batch (
    id bytea primary key constraint lookup_batch_id_is_random check (length(id) = 16),
    written_at timestamptz not null
);
create index lookup_batch_by_time on lookup_batch (written_at);
