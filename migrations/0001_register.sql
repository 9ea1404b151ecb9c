-- The register itself: one row per person, with both channels on it, so that a lookup and the due-check read one row.
create table person (
    id bigint generated always as identity primary key,
    person_identifier text not null
        constraint person_identifier_unique unique
        constraint person_identifier_has_eleven_digits check (person_identifier ~ '^[0-9]{11}$'),
    status text not null constraint person_status_known check (status in ('active', 'deleted')),
    registered_at timestamptz not null,
    language text constraint person_language_known check (language in ('nb', 'nn', 'se', 'en')),
    language_updated_at timestamptz,
    reserved_at timestamptz,
    reservation_updated_at timestamptz,
    mailbox_provider text constraint mailbox_provider_known check (mailbox_provider in ('digipost', 'eboks')),
    mailbox_address text constraint mailbox_address_fits check (length(mailbox_address) between 8 and 100),
    mailbox_updated_at timestamptz,
    mobile text constraint mobile_is_e164 check (mobile ~ '^\+[1-9][0-9]{6,14}$'),
    mobile_updated_at timestamptz,
    mobile_confirmed_at timestamptz,
    mobile_validated_at timestamptz,
    email text constraint email_fits check (length(email) between 3 and 254),
    -- The form in which addresses are compared (lower case, IDNA, provider rules); never shown or sent to.
    email_canonical text,
    email_updated_at timestamptz,
    email_confirmed_at timestamptz,
    email_validated_at timestamptz,
    constraint language_has_a_time check ((language is null) = (language_updated_at is null)),
    constraint mobile_has_a_time check ((mobile is null) = (mobile_updated_at is null)),
    constraint email_has_a_time check ((email is null) = (email_updated_at is null)),
    constraint email_has_a_canonical_form check ((email is null) = (email_canonical is null)),
    constraint no_mobile_no_assurance
        check (mobile is not null or (mobile_confirmed_at is null and mobile_validated_at is null)),
    constraint no_email_no_assurance
        check (email is not null or (email_confirmed_at is null and email_validated_at is null)),
    constraint mailbox_is_whole
        check ((mailbox_provider is null) = (mailbox_address is null)
           and (mailbox_provider is null) = (mailbox_updated_at is null)),
    constraint reservation_has_a_change check (reserved_at is null or reservation_updated_at is not null),
    constraint deleted_person_keeps_nothing
        check (status = 'active' or (mobile is null and email is null and reserved_at is null and language is null
            and mailbox_provider is null))
);

-- "Is this value on another active person?"
create index person_by_mobile on person (mobile) where status = 'active' and mobile is not null;
create index person_by_email on person (email_canonical) where status = 'active' and email_canonical is not null;

-- What the change feed will deliver. Numbers are drawn before the commit, so a reader must not pass a number while
-- an older transaction is still open: transaction_id lets it stop at the oldest one (pg_snapshot_xmin).
create table change_log (
    number bigint generated always as identity primary key,
    person_id bigint not null references person (id),
    change text not null,
    at timestamptz not null,
    transaction_id xid8 not null default pg_current_xact_id()
);
create index change_log_by_person on change_log (person_id, number);

-- Who did what, one row per use case, shown to the citizen on her own page. Holds no contact values.
create table audit_event (
    id bigint generated always as identity primary key,
    person_id bigint not null references person (id),
    at timestamptz not null,
    actor text not null constraint audit_actor_known check (actor in ('citizen', 'system', 'support', 'national_register')),
    action text not null,
    changes text[] not null,
    support_code text
);
create index audit_event_by_person on audit_event (person_id, at desc);
