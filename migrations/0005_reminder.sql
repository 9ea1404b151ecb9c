-- Who has not confirmed for 16 months is reminded, once, before the contact information expires at 18.
alter table message drop constraint message_kind_known;
alter table message add constraint message_kind_known check (kind in ('code', 'change_notice', 'reminder'));

alter table person add column reminded_at timestamptz;

-- When somebody was last heard of. greatest() leaves out what is not there.
create index person_by_assurance
    on person (greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
    where status = 'active' and (mobile is not null or email is not null);
