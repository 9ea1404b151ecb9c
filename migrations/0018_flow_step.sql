-- What citizens have seen, step by step, so that support can see it too. Written in batches, kept 90 days. No values of persons:
-- the state holds stand-ins and what is left of a value when it is masked.
create table flow_step (
    id bigint generated always as identity primary key,
    support_code text not null constraint flow_step_code_has_nine_characters check (length(support_code) = 9),
    -- Follows from the session; tells sessions apart whose codes happen to be the same.
    flow bytea not null constraint flow_step_flow_has_128_bits check (length(flow) = 16),
    at timestamptz not null,
    method text not null constraint flow_step_method_known check (method in ('GET', 'POST')),
    path text not null,
    status smallint not null,
    language text not null constraint flow_step_language_known check (language in ('nb', 'nn', 'en')),
    state jsonb not null,
    -- Of the program that made the page.
    version text not null
);
create index flow_step_by_code on flow_step (support_code, at);
create index flow_step_by_time on flow_step using brin (at);
select let_support_read('flow_step');
