-- What the login provider knows the session by, so that it can tell us that it has ended, and the token to be shown when
-- the citizen logs out here. Empty for logins with test persons.
alter table session
    add column issuer text,
    add column subject text,
    add column sid text,
    add column id_token text,
    add constraint session_of_a_provider_is_whole
        check ((issuer is null) = (subject is null) and (issuer is null) = (id_token is null));
create index session_by_sid on session (sid) where sid is not null;
create index session_by_subject on session (subject) where subject is not null;
create index session_by_person on session (person_identifier) where person_identifier is not null;

-- A browser that has been sent to a login provider. The state goes with it and comes back, the browser's own cookie stays
-- in it; here are only their hashes. Nonce and verifier follow from the state and a key outside the database.
create table login_attempt (
    state_hash bytea primary key constraint state_hash_is_sha256 check (length(state_hash) = 32),
    browser_hash bytea not null constraint browser_hash_is_sha256 check (length(browser_hash) = 32),
    kind text not null constraint login_attempt_kind_known check (kind in ('citizen', 'support')),
    -- What was asked for; less is refused.
    level text not null constraint login_attempt_level_known check (level in ('substantial', 'high')),
    -- The language that was passed on, when the citizen had chosen one.
    language text constraint login_attempt_language_known check (language in ('nb', 'nn', 'en')),
    -- An allow-listed address, checked before it is stored.
    return_url text,
    -- Whose session the address was taken over from, if it was: nobody else is told where she was going.
    return_url_of text,
    -- The page to come back to.
    destination text not null,
    support_code text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- The browser has come back with it; it can do so once.
    used_at timestamptz,
    -- Somebody was let in by it, so where she wanted to go is known to her session.
    succeeded boolean not null default false,
    constraint only_a_used_attempt_succeeds check (used_at is not null or not succeeded)
);
create index login_attempt_by_browser on login_attempt (browser_hash, created_at desc);
create index login_attempt_by_expiry on login_attempt (expires_at);

-- Support staff who have logged in: another table than citizens, so that the one can never be taken for the other.
create table support_session (
    token_hash bytea primary key constraint support_token_hash_is_sha256 check (length(token_hash) = 32),
    person_identifier text not null,
    -- Nine digits: whom she works for.
    organisation text not null constraint support_organisation_has_nine_digits check (organisation ~ '^[0-9]{9}$'),
    issuer text,
    subject text,
    sid text,
    id_token text,
    support_code text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    constraint support_session_of_a_provider_is_whole
        check ((issuer is null) = (subject is null) and (issuer is null) = (id_token is null))
);
create index support_session_by_sid on support_session (sid) where sid is not null;
create index support_session_by_subject on support_session (subject) where subject is not null;
create index support_session_by_expiry on support_session (expires_at);

-- Messages of a login provider that somebody has logged out, by the hash of their number: each is carried out once.
create table logout_message (
    number_hash bytea primary key constraint number_hash_is_sha256 check (length(number_hash) = 32),
    -- The session that has ended there: a login that is still on its way here from it comes too late.
    sid text,
    seen_at timestamptz not null
);
create index logout_message_by_sid on logout_message (sid) where sid is not null;
create index logout_message_by_time on logout_message (seen_at);

-- Every login and logout and what came of it, as the login provider demands of its customers: time, action, result,
-- network address and the provider's session. No person.
create table login_event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null constraint login_event_kind_known check (kind in ('citizen', 'support')),
    action text not null,
    result text not null,
    address text,
    sid text,
    support_code text
);
create index login_event_by_time on login_event (at);
create index login_event_by_sid on login_event (sid) where sid is not null;
create index login_event_by_support_code on login_event (support_code) where support_code is not null;
