-- why: what was written while the bot was away is read from Discord's own archive, at most ten requests a second. To
--      be able to go on after any interruption without asking twice it must be known of each channel which ranges
--      of message ids are in the log, which channels refuse the bot, and of which reactions it is still to be asked
--      who gave them. The Data page shows how far that has come.
-- rollback: drop table community_os.backfill_channels, community_os.backfill_reactors,
--      community_os.backfill_progress; what they knew is asked of Discord again, and counts once all the same.

-- Every message with an id of [lows[n], highs[n]) is in the log.
create table community_os.backfill_channels (
    guild_id     bigint  not null,
    channel      bigint  not null,
    parent       bigint,
    last_message bigint,
    refused_at   timestamptz,
    heard_from   timestamptz,
    threads_at   timestamptz,
    threaded     boolean not null,
    access       text    collate "C" not null check (access in ('open', 'forbidden', 'gone')),
    lows         bigint[] not null,
    highs        bigint[] not null,
    primary key (guild_id, channel),
    check (cardinality(lows) = cardinality(highs))
) with (fillfactor = 50);

create table community_os.backfill_reactors (
    guild_id bigint  not null,
    message  bigint  not null,
    channel  bigint  not null,
    parent   bigint,
    after    bigint  not null,
    burst    boolean not null,
    emoji    text    collate "C" not null,
    primary key (guild_id, message, emoji, burst)
);

create table community_os.backfill_progress (
    guild_id      bigint      not null primary key,
    began_at      timestamptz not null,
    told_at       timestamptz not null,
    reached       timestamptz,
    remaining     interval,
    messages      bigint      not null,
    requests      bigint      not null,
    reactors_left bigint      not null,
    channels      integer     not null,
    channels_done integer     not null,
    forbidden     integer     not null,
    doing         text        collate "C" not null,
    problem       text        collate "C" not null
) with (fillfactor = 50);

alter table community_os.backfill_channels alter column guild_id set statistics 0;
alter table community_os.backfill_channels enable row level security;
alter table community_os.backfill_channels force row level security;
create policy one_guild on community_os.backfill_channels
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.backfill_channels to community_app;

alter table community_os.backfill_reactors alter column guild_id set statistics 0;
alter table community_os.backfill_reactors enable row level security;
alter table community_os.backfill_reactors force row level security;
create policy one_guild on community_os.backfill_reactors
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update, delete on community_os.backfill_reactors to community_app;

alter table community_os.backfill_progress alter column guild_id set statistics 0;
alter table community_os.backfill_progress enable row level security;
alter table community_os.backfill_progress force row level security;
create policy one_guild on community_os.backfill_progress
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.backfill_progress to community_app;
