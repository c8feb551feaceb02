-- why: a page says when the KPIs were last published and when the last backup was made, also where nothing was new;
--      the queue forgets what is done.
-- rollback: drop table community_os_instance.job_ends. Nothing else reads it.

create table community_os_instance.job_ends (
    job_key  text        not null primary key,
    ended_at timestamptz not null
) with (fillfactor = 50);

grant select, insert, update, delete on community_os_instance.job_ends to community_app;
