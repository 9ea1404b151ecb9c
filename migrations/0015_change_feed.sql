-- The change feed counts changes in the order in which they became visible, and not in the order in which they were begun:
-- change_log.number is drawn before the commit, so a lower one may turn up after a higher one has been read. Whoever numbers
-- holds the row of feed_position until the commit. So what anybody sees, at any time, is every number up to the last one and
-- none above it: nothing turns up later below what has been read.
create table feed_position (
    feed text primary key constraint feed_known check (feed in ('persons', 'mailbox_providers')),
    last_number bigint not null constraint feed_counts_up check (last_number >= 0)
);
insert into feed_position (feed, last_number) values ('persons', 0), ('mailbox_providers', 0);

-- Drawn by who numbers. Changes that have none yet wait, also all those from before the feed.
alter table change_log add column feed_number bigint;
create unique index change_log_by_feed_number on change_log (feed_number) where feed_number is not null;
create index change_log_not_in_feed on change_log (number) where feed_number is null;
-- transaction_id tells which changes were made together, and nothing about how far a reader may go: a row that is not committed
-- cannot be seen, so nobody knows at which numbers to stop.

-- Each other certificate of a mailbox provider is a change of its own feed, and waits in the same way.
alter table mailbox_certificate add column feed_number bigint
    constraint mailbox_certificate_feed_number_unique unique;

-- Public bodies change what stands in the register, too: they set a language where there is none.
alter table audit_event drop constraint audit_actor_known;
alter table audit_event add constraint audit_actor_known
    check (actor in ('citizen', 'system', 'support', 'national_register', 'mailbox_provider', 'public_body')),
    add constraint public_body_is_an_organisation check (actor <> 'public_body' or consumer is not null);
