-- What the national register of persons has told, by its own numbers: each event is applied once. Only those that concern us.
-- Holds no person, but where an event could not be understood: then as it came, so that somebody can look into it.
create table national_register_event (
    sequence bigint primary key constraint sequence_is_positive check (sequence > 0),
    kind text not null,
    happened_at timestamptz,
    received_at timestamptz not null,
    applied_at timestamptz,
    outcome text not null constraint life_event_outcome_known
        check (outcome in ('applied', 'unknown_person', 'nothing', 'failed')),
    payload text,
    constraint only_a_failed_event_is_not_applied check ((outcome = 'failed') = (applied_at is null)),
    constraint only_a_failed_event_is_kept_as_it_came check (outcome = 'failed' or payload is null)
);
create index national_register_event_by_time on national_register_event (received_at);
create index national_register_event_failed on national_register_event (sequence) where outcome = 'failed';

-- How far the feed has been read, and when it last answered: one row.
create table national_register_cursor (
    only_one boolean primary key default true constraint one_cursor check (only_one),
    sequence bigint not null,
    read_at timestamptz not null
);

alter table message drop constraint message_kind_known;
alter table message add constraint message_kind_known
    check (kind in ('code', 'change_notice', 'reminder', 'mailbox_chosen', 'mailbox_removed', 'mailbox_refused',
        'deletion_requested', 'deleted', 'number_moved'));

-- It has been written into her history that her contact information expired. greatest() leaves out what is not there.
alter table person add column expiry_noted_at timestamptz;
create index person_expiry_not_noted
    on person (greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
    where status = 'active' and (mobile is not null or email is not null)
      and (expiry_noted_at is null or expiry_noted_at
           < greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at));
