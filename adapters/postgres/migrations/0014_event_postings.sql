-- why: what is planned on the dashboard or by a command is listed in Discord, announced and reminded of by the bot,
--      which may be away, or lack a permission. It must know what Discord shows already, since nothing may be said
--      twice, and staff must see what Discord refused, and why.
-- rollback: drop table community_os.event_postings; events are then listed and announced in Discord once more.

create table community_os.event_postings (
    guild_id bigint      not null,
    event    bigint      not null,
    part     text        collate "C" not null check (part in ('mirror', 'announcement', 'reminder')),
    told     text        collate "C" not null,
    tried    text        collate "C" not null,
    version  integer     not null,
    attempts integer     not null,
    problem  text        collate "C" not null,
    next_try timestamptz,
    told_at  timestamptz,
    channel  bigint,
    thing    bigint,
    primary key (guild_id, event, part)
) with (fillfactor = 50);

alter table community_os.event_postings alter column guild_id set statistics 0;
alter table community_os.event_postings enable row level security;
alter table community_os.event_postings force row level security;
create policy one_guild on community_os.event_postings
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.event_postings to community_app;
