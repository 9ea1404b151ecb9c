-- A browser's session. The cookie holds the token, this table only its SHA-256. Before login person_identifier is null.
create table session (
    token_hash bytea primary key constraint token_hash_is_sha256 check (length(token_hash) = 32),
    person_identifier text,
    level text constraint session_level_known check (level in ('substantial', 'high')),
    -- An allow-listed address, checked before it is stored.
    return_url text,
    support_code text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    -- On the way to the page where contact information is edited also when it is not due.
    is_editing boolean not null default false,
    -- The dialog has been answered in this session, also when nothing was registered.
    answered_at timestamptz,
    constraint signed_in_has_a_level check ((person_identifier is null) = (level is null))
);
create index session_by_support_code on session (support_code);
create index session_by_expiry on session (expires_at);

-- What a citizen has typed and not yet confirmed, so that a language switch, an expired session or a warning loses nothing.
create table draft (
    person_identifier text primary key,
    country text not null,
    mobile text not null,
    email text not null,
    -- What the page has asked about: the canonical value and the answer that was shown for it.
    asked_mobile text,
    mobile_answer text constraint mobile_answer_known check (mobile_answer in ('alone', 'shared', 'limit_reached')),
    asked_email text,
    email_answer text constraint email_answer_known check (email_answer in ('alone', 'shared', 'limit_reached')),
    -- The form that made the page ask. Sent again, it is no answer: the citizen has not seen the question.
    asked_by bytea,
    -- The form has been sent in once, so the page shows what is wrong with it.
    submitted boolean not null,
    saved_at timestamptz not null
);

-- New values a person has had compared with the register; the duplicate warning must not become a way to search it.
create table sharing_check (
    person_identifier text not null,
    channel text not null constraint sharing_check_channel_known check (channel in ('mobile', 'email')),
    value text not null,
    checked_at timestamptz not null,
    primary key (person_identifier, channel, value)
);
create index sharing_check_by_time on sharing_check (checked_at);

-- A form that has been carried out, by the hash of its rendering's token and its contents: sent again, it changes nothing.
create table sent_form (
    person_identifier text not null,
    form_hash bytea not null constraint form_hash_is_sha256 check (length(form_hash) = 32),
    sent_at timestamptz not null,
    primary key (person_identifier, form_hash)
);
create index sent_form_by_time on sent_form (sent_at);

-- Which persons the demo made and when, so that their times can follow the calendar until somebody changes them.
create table demo_person (
    person_identifier text primary key,
    seeded_at timestamptz not null
);
