-- why: how often a command failed, at what, and how fast it was answered are questions about years, and the raw log is
--      kept for months. Runs are counted by how they ended and by buckets of time; nobody's name or number is in them.
--      Sheets hold the numbers of names, so both are here.
-- rollback: drop table community_os.run_day. How commands ended is then not known.

create table community_os.run_day (
    guild_id     bigint   not null,
    command_code bigint   not null,
    error_code   bigint   not null,
    day          integer  not null,
    runs         integer  not null,
    outcome      integer  not null,
    bucket       integer  not null,
    command      text     not null,
    error        text     not null,
    primary key (guild_id, day, command, outcome, error, bucket)
) with (fillfactor = 85);

alter table community_os.run_day enable row level security;
alter table community_os.run_day force row level security;
create policy one_guild on community_os.run_day
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
alter table community_os.run_day alter column guild_id set statistics 0;

grant select, insert, update, delete on community_os.run_day to community_app;
