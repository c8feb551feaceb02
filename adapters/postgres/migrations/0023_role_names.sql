-- why: staff choose roles by their names, on the dashboard and in Discord: nobody knows a role by its id.
-- rollback: drop table community_os.role_names; the bot tells the names again when it next connects.

create table community_os.role_names (
    guild_id bigint      not null,
    role     bigint      not null,
    position integer     not null,
    seen_at  timestamptz not null,
    name     text        collate "C" not null,
    primary key (guild_id, role)
);

alter table community_os.role_names alter column guild_id set statistics 0;
alter table community_os.role_names enable row level security;
alter table community_os.role_names force row level security;
create policy one_guild on community_os.role_names
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.role_names to community_app;
