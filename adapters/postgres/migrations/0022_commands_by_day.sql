-- why: which commands somebody ran on which day is a qualifying activity, and which of them count is a setting: read from
--      the raw log it would be gone with it. Commands are numbers, so that sheets hold them.
-- rollback: drop table community_os.command_day. Commands then count nowhere.

create table community_os.command_day (
    guild_id  bigint  not null,
    command   bigint  not null,
    day       integer not null,
    member_no integer not null,
    runs      integer not null,
    primary key (guild_id, day, member_no, command)
) with (fillfactor = 85);

alter table community_os.command_day enable row level security;
alter table community_os.command_day force row level security;
create policy one_guild on community_os.command_day
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
alter table community_os.command_day alter column guild_id set statistics 0;

grant select, insert, update, delete on community_os.command_day to community_app;
