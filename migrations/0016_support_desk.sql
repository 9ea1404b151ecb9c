-- Two roles at the support desk. An instance of before knows none; whoever logged in there may look.
alter table support_session
    add column role text not null default 'viewer'
        constraint support_role_known check (role in ('viewer', 'approver'));

-- Each look of support at a person, and who looked: for those who inspect support. The citizen sees the organisation, in her history.
create table support_look (
    id bigint generated always as identity primary key,
    person_id bigint not null references person (id),
    kind text not null constraint support_look_kind_known check (kind in ('look', 'reveal')),
    staff text not null constraint support_look_staff_has_eleven_digits check (staff ~ '^[0-9]{11}$'),
    organisation text not null constraint support_look_is_for_an_organisation check (organisation ~ '^[0-9]{9}$'),
    reason text not null constraint support_look_reason_known
        check (reason in ('called', 'notification', 'abuse', 'case', 'trial')),
    note text not null constraint support_look_note_fits check (length(note) <= 200),
    support_code text not null,
    at timestamptz not null,
    -- The same look, for the same reason, within the hour is the same row.
    last_at timestamptz not null,
    constraint support_look_ends_after_it_begins check (at <= last_at)
);
create index support_look_by_person on support_look (person_id, staff, last_at desc);
create index support_look_by_staff on support_look (staff, at desc);

-- «Clear this limit»: one of support asks, another decides, within a day.
create table support_case (
    id bigint generated always as identity primary key,
    person_id bigint not null references person (id),
    channel text not null constraint support_case_channel_known check (channel in ('mobile', 'email')),
    what text not null constraint support_case_limit_known check (what in ('wrong_codes', 'sends', 'new_numbers')),
    reason text not null constraint support_case_reason_known
        check (reason in ('called', 'notification', 'abuse', 'case', 'trial')),
    note text not null constraint support_case_note_fits check (length(note) <= 200),
    organisation text not null constraint support_case_is_for_an_organisation check (organisation ~ '^[0-9]{9}$'),
    asked_by text not null constraint support_case_asker_has_eleven_digits check (asked_by ~ '^[0-9]{11}$'),
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    state text not null constraint support_case_state_known check (state in ('open', 'approved', 'refused', 'expired')),
    decided_by text constraint support_case_decider_has_eleven_digits check (decided_by ~ '^[0-9]{11}$'),
    decided_at timestamptz,
    constraint four_eyes check (decided_by <> asked_by),
    constraint support_case_expires_later check (expires_at > asked_at),
    constraint support_case_is_decided_by_somebody
        check ((state in ('approved', 'refused')) = (decided_by is not null)
           and (decided_by is null) = (decided_at is null)),
    constraint support_case_is_decided_in_time check (state <> 'approved' or decided_at <= expires_at)
);
create unique index support_case_open_once on support_case (person_id, channel, what) where state = 'open';
create index support_case_by_time on support_case (asked_at desc);

-- A limit counts only what came after this. By the number of the person, like what is counted.
create table limit_clearing (
    person_identifier text not null,
    channel text not null constraint limit_clearing_channel_known check (channel in ('mobile', 'email')),
    what text not null constraint limit_clearing_limit_known check (what in ('wrong_codes', 'sends', 'new_numbers')),
    cleared_at timestamptz not null,
    case_id bigint not null references support_case (id),
    primary key (person_identifier, channel, what)
);
create index limit_clearing_by_time on limit_clearing (cleared_at);
create index limit_clearing_by_case on limit_clearing (case_id);

-- Why support looked, for the citizen to read.
alter table audit_event add column reason text
    constraint audit_reason_known check (reason in ('called', 'notification', 'abuse', 'case', 'trial')),
    add constraint audit_reason_is_of_support check (reason is null or actor = 'support');

-- The console reads as the database role bekreft_support, which can do nothing but read, and not everything. It belongs to the
-- whole server: several databases of one server may be migrated at once, and whoever migrates may not be allowed to make
-- roles. Then the console stays closed until an operator has made it (docs/operations.md), and nothing else is missing.
do $$
begin
    for attempt in 1 .. 20 loop
        begin
            if not exists (select from pg_roles where rolname = 'bekreft_support') then
                create role bekreft_support nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
            end if;
            -- The role makes nobody a reader by itself: it has to be taken on.
            if not pg_has_role(current_user, 'bekreft_support', 'member') then
                execute format('grant bekreft_support to %I', current_user);
            end if;
            exit;
        exception
            when duplicate_object or unique_violation or internal_error then
                -- Another database of the server is migrated at this moment ("tuple concurrently updated").
                perform pg_sleep(0.05);
            when insufficient_privilege then
                exit;
        end;
    end loop;
end $$;

-- What the console may read. A later migration that makes a table for it says so with
--     select let_support_read('table_name');                        -- the whole table
--     select let_support_read('table_name', 'column', 'column');    -- these columns and no other
-- which is right also where the role is not there yet: the wish is kept, and grant_to_support() fulfils all of them. An operator
-- who makes the role later calls that one. Never hashes of session tokens, nonces of codes, or what a login provider told us.
create table support_grant (
    relation text not null,
    -- '*' is the whole table.
    column_name text not null,
    primary key (relation, column_name)
);

create function grant_to_support() returns void language plpgsql as $$
declare
    wish record;
begin
    if not exists (select from pg_roles where rolname = 'bekreft_support') then
        return;
    end if;
    for wish in select relation, column_name from support_grant loop
        if wish.column_name = '*' then
            execute format('grant select on %I to bekreft_support', wish.relation);
        else
            execute format('grant select (%I) on %I to bekreft_support', wish.column_name, wish.relation);
        end if;
    end loop;
end $$;

create function let_support_read(relation text, variadic columns text[] default array['*']) returns void
language plpgsql as $$
begin
    insert into support_grant (relation, column_name)
        select let_support_read.relation, unnest(columns) on conflict do nothing;
    perform grant_to_support();
end $$;
revoke execute on function grant_to_support(), let_support_read(text, text[]) from public;

select let_support_read(name) from unnest(array['person', 'audit_event', 'access_log', 'wrong_try', 'verification', 'pause',
    'deletion_wish', 'support_look', 'support_case', 'limit_clearing']) name;
select let_support_read('customer', 'organisation_number', 'name');
select let_support_read('mailbox_errand', 'id', 'person_identifier', 'provider', 'task', 'ordered_at', 'state', 'refusal');
select let_support_read('session', 'person_identifier', 'support_code', 'created_at', 'last_seen_at', 'expires_at');
select let_support_read('challenge', 'id', 'verification_id', 'created_at', 'expires_at');
select let_support_read('message', 'id', 'kind', 'channel', 'challenge_id', 'person_identifier', 'destination', 'value', 'country',
    'prefix', 'language', 'support_code', 'created_at', 'not_after', 'state', 'failure', 'attempts', 'may_have_left', 'provider',
    'accepted_at', 'reported_at', 'mailbox_provider', 'deletion_due_at');
