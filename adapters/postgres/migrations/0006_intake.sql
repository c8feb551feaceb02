-- why: what the front door did with what it was told, by the day of receipt: how much was new, known already or a
--      differing copy, by source and kind, and how late it came, by bucket of lag. The log cannot tell it, since a
--      duplicate leaves nothing there; so it is counted as it happens, and a replay neither needs nor touches it.
-- rollback: drop table community_os.intake; these counts are lost, and nothing else is made of them.

-- A few dozen rows a day, those of the present day changed by every batch: free room keeps that on their page.
create table community_os.intake (
    guild_id bigint   not null,
    count    bigint   not null,
    day      integer  not null,
    bucket   smallint not null,
    source   text     collate "C" not null,
    what     text     collate "C" not null,
    kind     text     collate "C" not null,
    primary key (guild_id, day, source, what, kind, bucket)
) with (fillfactor = 50);

alter table community_os.intake alter column guild_id set statistics 0;
alter table community_os.intake enable row level security;
alter table community_os.intake force row level security;
create policy one_guild on community_os.intake
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.intake to community_app;
