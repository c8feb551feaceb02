-- why: the bot knows why it did not hear (restarted, cut off, deaf, its journal full), which its coverage alone cannot
--      tell. And who is still in voice, still a member, still holds a role is asked whenever the bot has been away:
--      what lasts is found by an index, however much has ended.
-- rollback: drop table community_os.gaps; drop index community_os.spans_that_last; gaps then show without these reasons.

create table community_os.gaps (
    guild_id bigint      not null,
    start_at timestamptz not null,
    end_at   timestamptz not null,
    family   text        collate "C" not null,
    reason   text        collate "C" not null,
    primary key (guild_id, family, reason, start_at)
);

alter table community_os.gaps alter column guild_id set statistics 0;
alter table community_os.gaps enable row level security;
alter table community_os.gaps force row level security;
create policy one_guild on community_os.gaps
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update, delete on community_os.gaps to community_app;

create index spans_that_last on community_os.spans (guild_id, family, member_no) where end_at is null;
