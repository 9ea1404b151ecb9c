-- What a provider of digital mailboxes is asked to do for a citizen. Her wish is kept here in the transaction in which she
-- made it, and carried out beside it: the provider may be slow or away.
create table mailbox_errand (
    id bigint generated always as identity primary key,
    -- What the provider knows the errand by, the same on every attempt.
    key text not null constraint mailbox_errand_key_unique unique,
    person_identifier text not null,
    provider text not null constraint mailbox_errand_provider_known check (provider in ('digipost', 'eboks')),
    -- Make and choose a mailbox, or give up the one that is there.
    task text not null constraint mailbox_errand_task_known check (task in ('choose', 'delete')),
    -- The language in which she is told.
    language text not null constraint mailbox_errand_language_known check (language in ('nb', 'nn', 'en')),
    support_code text not null,
    ordered_at timestamptz not null,
    -- Given up after this.
    not_after timestamptz not null,
    -- Superseded: she has changed her mind before it was done.
    state text not null constraint mailbox_errand_state_known
        check (state in ('waiting', 'done', 'refused', 'given_up', 'superseded')),
    refusal text constraint mailbox_errand_refusal_known
        check (refusal in ('RESERVERT', 'ALLEREDE_AKTIV', 'INGEN_POSTBOKS_FUNNET', 'BRUKER_IKKE_FUNNET',
            'POSTKASSE_EKSISTERER_ALLEREDE', 'UGYLDIG_SERTIFIKAT', 'UGYLDIG_PERSONNUMMER', 'UGYLDIG_EPOSTADRESSE',
            'UGYLDIG_ORGNR')),
    attempts integer not null default 0 constraint mailbox_errand_attempts_are_counted check (attempts >= 0),
    run_at timestamptz not null,
    leased_until timestamptz,
    finished_at timestamptz,
    constraint only_a_finished_errand_has_an_end check ((state = 'waiting') = (finished_at is null)),
    constraint only_a_refused_errand_says_why check (refusal is null or state = 'refused')
);
-- One wish at a time.
create unique index mailbox_errand_one_wish on mailbox_errand (person_identifier) where state = 'waiting' and task = 'choose';
create index mailbox_errand_due on mailbox_errand (provider, run_at) where state = 'waiting';
create index mailbox_errand_by_person on mailbox_errand (person_identifier, id desc);
create index mailbox_errand_by_end on mailbox_errand (finished_at) where finished_at is not null;

-- The certificate to which mail to all mailboxes of a provider is encrypted.
create table mailbox_certificate (
    provider text primary key constraint mailbox_certificate_provider_known check (provider in ('digipost', 'eboks')),
    certificate bytea not null,
    not_before timestamptz not null,
    not_after timestamptz not null,
    updated_at timestamptz not null
);

-- What has been answered about a mailbox in the dialog, and not confirmed.
alter table draft
    add column mailbox text constraint draft_mailbox_known check (mailbox in ('no', 'yes')),
    add column mailbox_provider text constraint draft_mailbox_provider_known check (mailbox_provider in ('digipost', 'eboks'));

-- Mailbox providers change what stands in the register, too.
alter table audit_event drop constraint audit_actor_known;
alter table audit_event add constraint audit_actor_known
    check (actor in ('citizen', 'system', 'support', 'national_register', 'mailbox_provider'));

-- What came of a wish is told.
alter table message add column mailbox_provider text
    constraint message_mailbox_provider_known check (mailbox_provider in ('digipost', 'eboks'));
alter table message drop constraint message_kind_known;
alter table message add constraint message_kind_known
    check (kind in ('code', 'change_notice', 'reminder', 'mailbox_chosen', 'mailbox_removed', 'mailbox_refused'));
alter table message add constraint mailbox_message_names_the_provider
    check ((kind in ('mailbox_chosen', 'mailbox_removed', 'mailbox_refused')) = (mailbox_provider is not null));

-- The demo's own providers: the mailboxes they have, and how they behave.
create table demo_mailbox (
    provider text not null,
    person_identifier text not null,
    address text not null,
    primary key (provider, person_identifier)
);
create table demo_mailbox_provider (
    provider text primary key,
    behaviour text not null constraint demo_behaviour_known
        check (behaviour in ('works', 'slow', 'down', 'reserved', 'already_active', 'person_unknown', 'bad_email',
            'bad_certificate')),
    certificate bytea
);
