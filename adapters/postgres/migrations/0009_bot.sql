-- why: the bot is a process of its own, maybe on another machine: who of several may listen (leases), and how it is
--      and what of its journal waits (bots, bot_shards), so that the dashboard can say so and two bots with one
--      token do not hear the same things twice.
-- rollback: drop table community_os_instance.bot_shards, community_os_instance.bots, community_os_instance.leases.
--      A running bot writes its state again.

create table community_os_instance.leases (
    name    text        collate "C" not null primary key,
    holder  text        not null,
    host    text        not null,
    pid     integer     not null,
    taken   timestamptz not null,
    renewed timestamptz not null,
    until   timestamptz not null
) with (fillfactor = 50);

create table community_os_instance.bots (
    bot              text        collate "C" not null,
    holder           text        collate "C" not null,
    host             text        not null,
    pid              integer     not null,
    told_at          timestamptz not null,
    phase            text        not null,
    since            timestamptz not null,
    words            text        not null,
    switches         text[]      not null,
    unavailable      text[]      not null,
    families         text[]      not null,
    quarantined      bigint      not null,
    invalid_requests integer     not null,
    waiting_records  bigint      not null,
    waiting_bytes    bigint      not null,
    most_bytes       bigint      not null,
    oldest           timestamptz,
    dropped          bigint      not null,
    primary key (bot, holder)
) with (fillfactor = 50);

create table community_os_instance.bot_shards (
    bot        text        collate "C" not null,
    holder     text        collate "C" not null,
    shard      integer     not null,
    count      integer     not null,
    phase      text        not null,
    since      timestamptz not null,
    guilds     bigint[]    not null,
    last_heard timestamptz,
    last_event timestamptz,
    primary key (bot, holder, shard),
    foreign key (bot, holder) references community_os_instance.bots on delete cascade
) with (fillfactor = 50);

grant select, insert, update on community_os_instance.leases to community_app;
grant select, insert, update, delete on community_os_instance.bots, community_os_instance.bot_shards to community_app;
