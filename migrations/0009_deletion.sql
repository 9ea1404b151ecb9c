-- A citizen's wish to be deleted from the register, kept until it is due: her number and address are told of it at once, and
-- she can think better of it.
create table deletion_wish (
    person_identifier text primary key,
    wished_at timestamptz not null,
    due_at timestamptz not null,
    -- The language in which she is told that it is done.
    language text not null constraint deletion_wish_language_known check (language in ('nb', 'nn', 'en')),
    support_code text not null,
    constraint deletion_wish_waits check (due_at > wished_at)
);
create index deletion_wish_by_due on deletion_wish (due_at);

-- When a deleted person was deleted, and that her history has been thrown away since. Of those who were deleted before this
-- was noted, the last that is known to have happened counts.
alter table person
    add column deleted_at timestamptz,
    add column forgotten_at timestamptz;
update person p set deleted_at = coalesce((select max(at) from change_log c where c.person_id = p.id), registered_at)
    where status = 'deleted';
alter table person
    add constraint deleted_person_has_a_time check ((status = 'deleted') = (deleted_at is not null)),
    add constraint only_a_deleted_person_is_forgotten check (forgotten_at is null or deleted_at is not null);
create index person_to_forget on person (deleted_at) where deleted_at is not null and forgotten_at is null;

-- The old number and address are told of the wish, with its time, and that it has been carried out.
alter table message add column deletion_due_at timestamptz;
alter table message drop constraint message_kind_known;
alter table message add constraint message_kind_known
    check (kind in ('code', 'change_notice', 'reminder', 'mailbox_chosen', 'mailbox_removed', 'mailbox_refused',
        'deletion_requested', 'deleted'));
alter table message add constraint deletion_notice_says_when
    check ((kind = 'deletion_requested') = (deletion_due_at is not null));
