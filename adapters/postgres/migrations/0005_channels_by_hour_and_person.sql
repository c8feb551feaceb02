-- why: "when is which channel alive?" and "who writes there?" would read the raw log. Two more counters answer them:
--      messages of a channel by hour, and of a person in a channel by day and eighth of the day (0 is from midnight
--      to three o'clock; a row for each is cheaper to write than eight columns). SQL cannot fill them for a log that
--      is there already: which copy counts, and on which local day, is a rule of the program. So each guild says by
--      which version of the fold its log was counted; the program counts what lacks before it begins to work, once.
-- rollback: drop table community_os.channel_hour, community_os.member_channel_day; alter table
--           community_os.guild_profile drop column fold, drop column detailed_since. Nothing else is lost.

create table community_os.channel_hour (
    guild_id bigint  not null,
    channel  bigint  not null,
    day      integer not null,
    hour     integer not null,
    messages integer not null,
    primary key (guild_id, day, channel, hour)
) with (fillfactor = 70);

-- A page asks for whole days, or for one person's days that it knows: the person comes before the channel.
create table community_os.member_channel_day (
    guild_id  bigint  not null,
    channel   bigint  not null,
    day       integer not null,
    member_no integer not null,
    eighth    integer not null,
    messages  integer not null,
    primary key (guild_id, day, member_no, channel, eighth)
) with (fillfactor = 85);

-- Guilds that are there were counted by the first version; those that come are counted by the second.
alter table community_os.guild_profile
    add column fold integer not null default 1,
    add column detailed_since integer;
alter table community_os.guild_profile alter column fold set default 2;

do $policies$
declare
    tenant name;
begin
    foreach tenant in array array['channel_hour', 'member_channel_day'] loop
        execute format('alter table community_os.%I enable row level security', tenant);
        execute format('alter table community_os.%I force row level security', tenant);
        execute format(
            'create policy one_guild on community_os.%I '
            'using (guild_id = nullif(current_setting(''app.guild_id'', true), '''')::bigint)', tenant);
        execute format('alter table community_os.%I alter column guild_id set statistics 0', tenant);
    end loop;
end
$policies$;

grant select, insert, update, delete on community_os.channel_hour, community_os.member_channel_day to community_app;
