-- why: who is still in the channel when an event is ended was there to the end, and need not leave voice to have
--      attended. A window therefore says whether its event was ended.
-- rollback: alter table community_os.event_windows drop column over.

alter table community_os.event_windows add column over boolean not null default false;
