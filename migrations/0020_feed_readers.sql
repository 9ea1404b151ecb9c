-- Which organisations keep a copy of the register: they read the change feed. Everybody in it is told to all of them, so this is
-- noted once for each organisation and what it is told, and not for each person and reading.
create table feed_reader (
    organisation_number text not null references customer (organisation_number),
    purpose text not null constraint feed_reader_purpose_known
        check (purpose in ('contact', 'mailbox', 'contact_and_mailbox')),
    -- Days, Norwegian time: one write a day for each reader, however often it reads.
    first_on date not null,
    last_on date not null,
    constraint feed_reader_ends_after_it_begins check (first_on <= last_on),
    primary key (organisation_number, purpose)
);
