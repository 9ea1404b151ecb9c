-- Somebody waits for a code; nobody waits for a reminder.
create index message_due_by_urgency on message ((kind = 'reminder'), run_at, id) where state = 'waiting';
drop index message_due;
