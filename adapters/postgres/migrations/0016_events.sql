-- why: what is planned of an event (its title, hosts, channels, capacity, when it is to begin) is decided by people and is
--      nowhere in the log, which tells only that it was planned, changed, begun, ended or cancelled. A series keeps
--      the rule by which its events repeat.
-- rollback: drop table community_os.events, community_os.event_series; the calendar is then lost but for its log.

create table community_os.events (
    guild_id        bigint      not null,
    event_id        bigint      not null,
    starts_at       timestamptz not null,
    ends_at         timestamptz,
    started_at      timestamptz,
    ended_at        timestamptz,
    occurrence      timestamptz,
    series          bigint,
    discord_id      bigint,
    capacity        integer,
    created_by      integer,
    changed_by      integer,
    version         integer     not null,
    before_minutes  integer     not null,
    minimum_minutes integer     not null,
    hosts           integer[]   not null,
    channels        bigint[]    not null,
    status          text        collate "C" not null check (status in ('planned', 'started', 'completed', 'cancelled')),
    title           text        collate "C" not null,
    type            text        collate "C" not null,
    description     text        collate "C" not null,
    place           text        collate "C" not null,
    primary key (guild_id, event_id)
) with (fillfactor = 70);

create table community_os.event_series (
    guild_id        bigint      not null,
    series_id       bigint      not null,
    starts_at       timestamptz not null,
    ends_at         timestamptz,
    made_through    timestamptz,
    until           timestamptz,
    capacity        integer,
    created_by      integer,
    before_minutes  integer     not null,
    minimum_minutes integer     not null,
    hosts           integer[]   not null,
    channels        bigint[]    not null,
    rule            text        collate "C" not null,
    time_zone       text        collate "C" not null,
    title           text        collate "C" not null,
    type            text        collate "C" not null,
    description     text        collate "C" not null,
    place           text        collate "C" not null,
    primary key (guild_id, series_id)
) with (fillfactor = 70);

-- An event of Discord that recurs has one id for all its occurrences: it is the twin of one living event at a time.
create unique index events_twins on community_os.events (guild_id, discord_id) where status in ('planned', 'started');
create unique index events_occurrences on community_os.events (guild_id, series, occurrence) where series is not null;
create index events_by_start on community_os.events (guild_id, starts_at);
create index events_alive on community_os.events (guild_id, starts_at) where status in ('planned', 'started');

alter table community_os.events alter column guild_id set statistics 0;
alter table community_os.events enable row level security;
alter table community_os.events force row level security;
create policy one_guild on community_os.events
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.events to community_app;

alter table community_os.event_series alter column guild_id set statistics 0;
alter table community_os.event_series enable row level security;
alter table community_os.event_series force row level security;
create policy one_guild on community_os.event_series
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update on community_os.event_series to community_app;
