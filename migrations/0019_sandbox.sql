-- Persons who are made to play through a scenario, in demo and test mode. The demo's own providers look here first.
create sequence sandbox_number;

create table sandbox_person (
    person_identifier text primary key,
    -- What a browser knows her by: it opens her sandbox and nothing else.
    key_hash bytea not null
        constraint sandbox_key_unique unique
        constraint sandbox_key_is_sha256 check (length(key_hash) = 32),
    -- The scenario as TOML, to show where she is in it.
    scenario_name text not null,
    scenario text not null,
    made_at timestamptz not null,
    sms text not null constraint sandbox_sms_known check (sms in
        ('prompt', 'late', 'out-of-order', 'lost', 'broken', 'silent', 'recovering', 'refused')),
    email text not null constraint sandbox_email_known check (email in
        ('prompt', 'late', 'out-of-order', 'lost', 'broken', 'silent', 'recovering', 'refused')),
    digipost text not null constraint sandbox_digipost_known check (digipost in
        ('works', 'slow', 'down', 'reserved', 'already_active', 'person_unknown', 'bad_email', 'bad_certificate')),
    eboks text not null constraint sandbox_eboks_known check (eboks in
        ('works', 'slow', 'down', 'reserved', 'already_active', 'person_unknown', 'bad_email', 'bad_certificate'))
);
