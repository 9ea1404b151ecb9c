-- Any page of hers may be where she was on the way to when she had to log in, not only the one where she edits.
alter table session add column destination text;
update session set destination = '/bekreft/endre' where is_editing;
alter table session drop column is_editing;
