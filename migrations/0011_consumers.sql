-- The programs of organisations change what stands in the register, too: which organisation a token stood for, and which one
-- acted on its behalf.
alter table audit_event
    add column consumer text constraint audit_consumer_is_an_organisation check (consumer ~ '^[0-9]{9}$'),
    add column supplier text constraint audit_supplier_is_an_organisation check (supplier ~ '^[0-9]{9}$'),
    add constraint audit_supplier_acts_for_a_consumer check (supplier is null or consumer is not null);
