-- A person proves that she has a number or an address: by codes sent there. Wrong tries are counted over all its codes.
create table verification (
    id bigint generated always as identity primary key,
    person_identifier text not null,
    channel text not null constraint verification_channel_known check (channel in ('mobile', 'email')),
    -- Canonical: E.164, or the form in which addresses are compared.
    value text not null,
    tries integer not null default 0 constraint tries_are_counted check (tries >= 0),
    started_at timestamptz not null,
    -- The right code was entered.
    proven_at timestamptz,
    -- The proof has been entered into the register. Until then it waits for the value to be confirmed.
    used_at timestamptz,
    constraint only_a_proof_is_used check (used_at is null or proven_at is not null)
);
create index verification_by_value on verification (person_identifier, channel, value, id desc);
create index verification_by_time on verification (started_at);

-- One code of a verification. The code itself is nowhere: it follows from the nonce and a key outside the database.
create table challenge (
    id bigint generated always as identity primary key,
    verification_id bigint not null references verification (id) on delete cascade,
    nonce bytea not null constraint nonce_has_128_bits check (length(nonce) = 16),
    key_version integer not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index challenge_by_verification on challenge (verification_id, id desc);

-- A wrong code, counted per person and channel whatever the value.
create table wrong_try (
    person_identifier text not null,
    channel text not null constraint wrong_try_channel_known check (channel in ('mobile', 'email')),
    tried_at timestamptz not null
);
create index wrong_try_by_person on wrong_try (person_identifier, channel, tried_at desc);
create index wrong_try_by_time on wrong_try (tried_at);

-- The outbox: messages on their way, and what became of them. Holds neither text nor code; both are made when it is sent.
create table message (
    id bigint generated always as identity primary key,
    -- What the provider knows it by, the same on every attempt.
    key text not null constraint message_key_unique unique,
    kind text not null constraint message_kind_known check (kind in ('code', 'change_notice')),
    channel text not null constraint message_channel_known check (channel in ('mobile', 'email')),
    challenge_id bigint references challenge (id) on delete cascade,
    person_identifier text not null,
    -- Where to, as typed.
    destination text not null,
    -- Where to, canonical: what limits are counted by.
    value text not null,
    -- Of a telephone number: the country, and what thousands of numbers begin with.
    country text,
    prefix text,
    language text not null constraint message_language_known check (language in ('nb', 'nn', 'en')),
    support_code text not null,
    created_at timestamptz not null,
    -- Not sent later than this.
    not_after timestamptz not null,
    state text not null constraint message_state_known
        check (state in ('waiting', 'accepted', 'delivered', 'undelivered', 'failed')),
    -- Why it failed or what holds it up.
    failure text constraint message_failure_known
        check (failure in ('unavailable', 'unclear', 'bad_address', 'misconfigured', 'too_late', 'no_key')),
    attempts integer not null default 0,
    run_at timestamptz not null,
    leased_until timestamptz,
    -- The provider may have sent it, so it counts.
    may_have_left boolean not null default false,
    provider text,
    accepted_at timestamptz,
    reported_at timestamptz,
    constraint code_has_a_challenge check ((kind = 'code') = (challenge_id is not null)),
    constraint number_has_a_country check ((channel = 'mobile') = (country is not null and prefix is not null))
);
create index message_due on message (run_at) where state = 'waiting';
create index message_by_person on message (person_identifier, channel, created_at desc);
create index message_by_value on message (value, created_at desc);
create index message_by_country on message (country, created_at desc) where country <> 'NO';
create index message_by_prefix on message (prefix, created_at desc);
create index message_by_challenge on message (challenge_id);
create index message_by_time on message (created_at);

-- Number series to which no codes are sent for a while.
create table pause (
    prefix text primary key,
    since timestamptz not null,
    until timestamptz not null,
    reason text not null constraint pause_reason_known check (reason in ('too_many', 'too_few_proven'))
);

-- How many codes a network address has asked for, in steps of ten minutes; the address only as a keyed hash.
create table network_sends (
    network bytea not null,
    step timestamptz not null,
    sends integer not null,
    primary key (network, step)
);
create index network_sends_by_time on network_sends (step);

-- What the demo's own provider does with a message: when it arrives and what it reports.
create table demo_delivery (
    message_id bigint primary key references message (id) on delete cascade,
    arrives_at timestamptz,
    report text constraint demo_report_known check (report in ('delivered', 'undelivered')),
    report_at timestamptz,
    reported boolean not null default false
);

-- What the page has told about the mail domain of the typed address: asked about once.
alter table draft add column asked_domain text;
alter table draft add column domain_answer text
    constraint domain_answer_known check (domain_answer in ('refuses_mail', 'no_such_domain'));
