-- A citizen may say that a number or an address of hers is on others too on purpose. It stands on her own row, and names nobody.
alter table person
    add column mobile_shared_reason text constraint mobile_shared_reason_known
        check (mobile_shared_reason in ('child', 'spouse', 'ward', 'd_number', 'other')),
    add column mobile_declared_at timestamptz,
    add column email_shared_reason text constraint email_shared_reason_known
        check (email_shared_reason in ('child', 'spouse', 'ward', 'd_number', 'other')),
    add column email_declared_at timestamptz,
    add constraint mobile_declaration_has_a_time check ((mobile_shared_reason is null) = (mobile_declared_at is null)),
    add constraint email_declaration_has_a_time check ((email_shared_reason is null) = (email_declared_at is null)),
    add constraint no_mobile_no_declaration check (mobile is not null or mobile_shared_reason is null),
    add constraint no_email_no_declaration check (email is not null or email_shared_reason is null);

-- What she said was about the value that stood there. It falls with that value, whoever takes it away.
create function forget_declaration() returns trigger language plpgsql as $$
begin
    if new.mobile is distinct from old.mobile then
        new.mobile_shared_reason := null;
        new.mobile_declared_at := null;
    end if;
    if new.email is distinct from old.email then
        new.email_shared_reason := null;
        new.email_declared_at := null;
    end if;
    return new;
end $$;
create trigger declaration_falls_with_its_value before update on person
    for each row when (new.mobile is distinct from old.mobile or new.email is distinct from old.email)
    execute function forget_declaration();

-- What has been answered in the dialog, and not confirmed.
alter table draft
    add column mobile_purpose text constraint draft_mobile_purpose_known
        check (mobile_purpose in ('no', 'child', 'spouse', 'ward', 'd_number', 'other')),
    add column email_purpose text constraint draft_email_purpose_known
        check (email_purpose in ('no', 'child', 'spouse', 'ward', 'd_number', 'other'));
