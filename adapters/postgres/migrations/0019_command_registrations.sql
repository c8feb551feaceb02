-- why: Discord has to be told of the commands of a guild whenever they change, and limits how often it is told; so
--      it is kept which ones it was told of last, and nothing is asked of it where they are the same.
-- rollback: drop table community_os.command_registrations; Discord is then told of all commands once more.

create table community_os.command_registrations (
    guild_id bigint      not null primary key,
    digest   text        collate "C" not null,
    told_at  timestamptz not null
) with (fillfactor = 50);

alter table community_os.command_registrations alter column guild_id set statistics 0;
alter table community_os.command_registrations enable row level security;
alter table community_os.command_registrations force row level security;
create policy one_guild on community_os.command_registrations
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.command_registrations to community_app;
