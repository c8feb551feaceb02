-- why: who waits for a place and gets one is told so, once. For that it must be known who waited when it was last looked.
-- rollback: delete from community_os.event_postings where part = 'places';
--      alter table community_os.event_postings drop column waiting; nobody is then told of places that become free.

alter table community_os.event_postings drop constraint event_postings_part_check;
alter table community_os.event_postings add constraint event_postings_part_check
    check (part in ('mirror', 'announcement', 'reminder', 'places'));
alter table community_os.event_postings add column waiting integer[] not null default '{}';
