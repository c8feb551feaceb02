-- why: the log, the people, and everything that is folded from the log. guild_id comes first in each key: it is
--      the data boundary (row-level security) and what a cluster would distribute by.
--      Days are whole numbers, days since 1970-01-01 in the guild's own time zone, as the rules count them.
--      Words in keys collate "C": their order may not change with the operating system under an index.
--      There are no foreign keys from the log and the counters: a check for each row costs more than the row,
--      and their only writer holds the guild's lock. The log is not partitioned: time-ordered keys keep its index
--      local, and partitions gain only when raw records are deleted.
-- rollback: drop function community_os.delete_activities; then drop the tables of this file, in any order
--      (identities before members). Everything that was recorded is lost with them.

-- ── the log ─────────────────────────────────────────────────────────────────────────────────────────────────
-- Never updated, so its pages are filled to the brim. `details` is json, not jsonb: it is only ever read whole,
-- and parsing it would cost more than all other columns together.
create table community_os.activity_log (
    guild_id     bigint      not null,
    digest       bigint      not null,
    key          uuid        not null,
    occurred_at  timestamptz not null,
    received_at  timestamptz not null,
    channel      bigint,
    parent       bigint,
    subject      bigint,
    member_no    integer,
    toward_no    integer,
    message_type integer,
    schema       smallint    not null,
    bot          boolean     not null,
    inferred     boolean     not null,
    kind         text        collate "C" not null,
    source       text        collate "C" not null,
    details      json        not null,
    primary key (guild_id, key, digest)
);
-- Only retention asks by time, and the log grows with time: a few pages of index instead of a tree.
create index activity_log_occurred_at on community_os.activity_log using brin (occurred_at);

-- ── people ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Whoever is active is named again and again: free room on each page keeps those updates out of the index.
create table community_os.members (
    guild_id  bigint  not null,
    member_no integer not null,
    bot       boolean not null default false,
    named_at  timestamptz,
    erased_at timestamptz,
    name      text    collate "C",
    primary key (guild_id, member_no)
) with (fillfactor = 80);

-- The keyed hash finds a person, also after erasure has emptied external_id. One id of a source for each number.
create table community_os.identities (
    guild_id    bigint      not null,
    hash        uuid        not null,
    member_no   integer     not null,
    source      text        collate "C" not null,
    external_id text        collate "C",
    proved_by   text        collate "C" not null default 'activity',
    since       timestamptz not null,
    primary key (guild_id, hash),
    unique (guild_id, member_no, source),
    foreign key (guild_id, member_no) references community_os.members (guild_id, member_no)
);

-- ── counters ────────────────────────────────────────────────────────────────────────────────────────────────
-- The day comes right after the guild: a reader takes whole days, a writer mostly the last one. Only columns
-- outside the key change, and free room keeps those changes on their page.
create table community_os.member_day (
    guild_id      bigint  not null,
    day           integer not null,
    member_no     integer not null,
    messages      integer not null,
    reactions     integer not null,
    received      integer not null,
    voice_seconds integer not null,
    primary key (guild_id, day, member_no)
) with (fillfactor = 85);

create table community_os.channel_day (
    guild_id  bigint  not null,
    channel   bigint  not null,
    day       integer not null,
    messages  integer not null,
    reactions integer not null,
    uncounted integer not null,
    primary key (guild_id, day, channel)
) with (fillfactor = 70);

create table community_os.guild_hour (
    guild_id  bigint  not null,
    day       integer not null,
    hour      integer not null,
    messages  integer not null,
    reactions integer not null,
    primary key (guild_id, day, hour)
) with (fillfactor = 50);

create table community_os.reply_day (
    guild_id  bigint  not null,
    day       integer not null,
    member_no integer not null,
    toward_no integer not null,
    replies   integer not null,
    primary key (guild_id, day, member_no, toward_no)
) with (fillfactor = 90);

-- `seen` is the largest count that a history file told, `known` the people whom we know to have reacted.
create table community_os.message_reactions (
    guild_id bigint  not null,
    message  bigint  not null,
    author   integer not null,
    seen     integer not null,
    known    integer not null,
    emoji    text    collate "C" not null,
    primary key (guild_id, message, emoji, author)
) with (fillfactor = 90);

-- ── spans ───────────────────────────────────────────────────────────────────────────────────────────────────
-- All marks and spans of one member lie together: they are read and written together.
create table community_os.span_marks (
    guild_id  bigint      not null,
    key       uuid        not null,
    at        timestamptz not null,
    channel   bigint,
    member_no integer     not null,
    inferred  boolean     not null,
    family    text        collate "C" not null,
    kind      text        collate "C" not null,
    primary key (guild_id, family, member_no, key)
);

create table community_os.spans (
    guild_id       bigint  not null,
    start_at       timestamptz,
    end_at         timestamptz,
    channel        bigint,
    member_no      integer not null,
    position       integer not null,
    start_inferred boolean not null,
    end_inferred   boolean not null,
    family         text    collate "C" not null,
    primary key (guild_id, family, member_no, position)
) with (fillfactor = 90);

-- ── what could not be kept, and when we listened ────────────────────────────────────────────────────────────
create table community_os.dead_letters (
    guild_id    bigint      not null,
    id          uuid        not null,
    received_at timestamptz not null,
    resolved_at timestamptz,
    length      bigint      not null,
    source      text        not null,
    format      text        not null,
    reason      text        not null,
    detail      text        not null,
    record      json,
    primary key (guild_id, id)
);
create index dead_letters_waiting on community_os.dead_letters (guild_id, received_at, id) where resolved_at is null;

create table community_os.refusals (
    guild_id bigint not null,
    reason   text   collate "C" not null,
    count    bigint not null,
    primary key (guild_id, reason)
);

-- Channel 0 stands for all channels, since a key has no gaps.
create table community_os.coverage (
    guild_id bigint      not null,
    channel  bigint      not null,
    start_at timestamptz not null,
    end_at   timestamptz not null,
    family   text        collate "C" not null,
    source   text        collate "C" not null,
    primary key (guild_id, family, source, channel, start_at)
);

-- ── the guild itself ────────────────────────────────────────────────────────────────────────────────────────
-- One row for each guild, changed by every batch: most of its page stays free for the next version of the row.
create table community_os.guild_profile (
    guild_id       bigint  not null primary key,
    revision       bigint  not null default 0,
    next_member    integer not null default 0,
    sealed_through integer,
    last_activity  timestamptz,
    name_seen_at   timestamptz,
    name           text
) with (fillfactor = 20);

create table community_os.channels (
    guild_id bigint      not null,
    channel  bigint      not null,
    parent   bigint,
    seen_at  timestamptz not null,
    name     text        collate "C" not null,
    primary key (guild_id, channel)
);

create table community_os.guild_settings (
    guild_id       bigint      not null,
    version        integer     not null,
    changed_at     timestamptz not null,
    effective_from timestamptz not null,
    changed_by     text        not null,
    settings       json        not null,
    primary key (guild_id, version)
);

-- Which revision last changed a day, or (part 'members', day 0) the member list. Small and hot; without an
-- index on the revision its updates stay on their page.
create table community_os.sheet_days (
    guild_id bigint  not null,
    revision bigint  not null,
    day      integer not null,
    part     text    collate "C" not null,
    primary key (guild_id, part, day)
) with (fillfactor = 50);

-- ── the instance ────────────────────────────────────────────────────────────────────────────────────────────
create table community_os_instance.guild_register (
    guild_id      bigint      not null primary key,
    registered_at timestamptz not null default now()
);

create table community_os_instance.dead_letters (
    id          uuid        not null primary key,
    received_at timestamptz not null,
    resolved_at timestamptz,
    length      bigint      not null,
    source      text        not null,
    format      text        not null,
    reason      text        not null,
    detail      text        not null,
    record      json
);
create index dead_letters_waiting on community_os_instance.dead_letters (received_at, id) where resolved_at is null;

create table community_os_instance.refusals (
    reason text   collate "C" not null primary key,
    count  bigint not null
);

create table community_os_instance.installation (
    name  text collate "C" not null primary key,
    value text not null
);

-- ── who may do what ─────────────────────────────────────────────────────────────────────────────────────────
-- After its first use in a session an unset guild reads as '' and not as null: without nullif the cast would
-- raise an error instead of showing nothing.
do $policies$
declare
    tenant name;
begin
    for tenant in select tablename from pg_tables where schemaname = 'community_os' loop
        execute format('alter table community_os.%I enable row level security', tenant);
        execute format('alter table community_os.%I force row level security', tenant);
        execute format(
            'create policy one_guild on community_os.%I '
            'using (guild_id = nullif(current_setting(''app.guild_id'', true), '''')::bigint)', tenant);
    end loop;
end
$policies$;

-- Append-only: what was recorded, and which settings held when.
grant select, insert on community_os.activity_log, community_os.guild_settings to community_app;
-- Never deleted: a person is emptied by erasure and keeps the number; a letter is resolved.
grant select, insert, update on
    community_os.members, community_os.identities, community_os.dead_letters, community_os.refusals,
    community_os.guild_profile, community_os.channels, community_os.sheet_days
    to community_app;
-- Folded again by replay, or merged.
grant select, insert, update, delete on
    community_os.member_day, community_os.channel_day, community_os.guild_hour, community_os.reply_day,
    community_os.message_reactions, community_os.span_marks, community_os.spans, community_os.coverage
    to community_app;
grant select, insert on community_os_instance.guild_register, community_os_instance.installation to community_app;
grant select, insert, update on community_os_instance.dead_letters, community_os_instance.refusals to community_app;

-- The one way to delete raw records, for retention: community_app itself may not delete from the log. It runs as
-- its owner, who may see past the policies, and therefore names the guild of the unit of work itself.
create function community_os.delete_activities(before timestamptz, keys uuid[]) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp
as $delete$
    with gone as (
        delete from community_os.activity_log
        where guild_id = nullif(current_setting('app.guild_id', true), '')::bigint
          and (occurred_at < before or key = any (keys))
        returning 1
    )
    select count(*) from gone
$delete$;
revoke all on function community_os.delete_activities from public;
grant execute on function community_os.delete_activities to community_app;
