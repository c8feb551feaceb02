-- Two guilds with 15,000 rows in each large table: enough that no plan reads a whole one for a few rows.
-- The server's own cleaning reads whole parts of the log for its index by time, and would be taken for a question.
alter table community_os.activity_log set (autovacuum_enabled = false);

insert into community_os.activity_log (
    guild_id, digest, key, occurred_at, received_at, schema, bot, inferred, kind, source, details)
select 4000000000 + n % 2, n, md5(n::text)::uuid, to_timestamp(1.6e9 + n * 60), now(), 1, false, false, 'message',
       'x', '{}'
from generate_series(1, 30000) n;

insert into community_os.members (guild_id, member_no)
select 4000000000 + g, n from generate_series(0, 1) g, generate_series(0, 15000) n;

insert into community_os.identities (guild_id, hash, member_no, source, external_id, since)
select 4000000000 + g, md5(n::text)::uuid, n, 'discord', n, now()
from generate_series(0, 1) g, generate_series(0, 15000) n;

insert into community_os.guild_profile (guild_id, next_member)
select 4000000000 + g, 15001 from generate_series(0, 1) g;

insert into community_os.member_day (
    guild_id, day, member_no, messages, reactions, received, voice_seconds)
select 4000000000 + n % 2, 18000 + n / 100, n, 1, 1, 1, 1 from generate_series(1, 30000) n;

insert into community_os.channel_day (guild_id, day, channel, messages, reactions, uncounted)
select 4000000000 + n % 2, 18000 + n / 100, n, 1, 1, 1 from generate_series(1, 30000) n;

insert into community_os.guild_hour (guild_id, day, hour, messages, reactions)
select 4000000000 + g, 10000 + n / 24, n % 24, 1, 1
from generate_series(0, 1) g, generate_series(0, 239999) n where n % 10 = 0;

insert into community_os.reply_day (guild_id, day, member_no, toward_no, replies)
select 4000000000 + n % 2, 18000 + n / 100, n, n + 1, 1 from generate_series(1, 30000) n;

insert into community_os.channel_hour (guild_id, day, channel, hour, messages)
select 4000000000 + n % 2, 18000 + n / 100, n, n % 24, 1 from generate_series(1, 30000) n;

insert into community_os.member_channel_day (guild_id, day, member_no, channel, eighth, messages)
select 4000000000 + n % 2, 18000 + n / 100, n, n % 7, n % 8, 1 from generate_series(1, 30000) n;

insert into community_os.message_reactions (guild_id, message, emoji, author, seen, known)
select 4000000000 + n % 2, n, 'x', 1, 1, 1 from generate_series(1, 30000) n;

insert into community_os.span_marks (guild_id, family, member_no, key, at, kind, channel, inferred)
select 4000000000 + n % 2, 'voice', n, md5(n::text)::uuid, now(), 'x', 1, false from generate_series(1, 30000) n;

insert into community_os.spans (guild_id, family, member_no, position, start_inferred, end_inferred)
select 4000000000 + n % 2, 'voice', n, 0, false, false from generate_series(1, 30000) n;

insert into community_os.dead_letters (
    guild_id, id, received_at, resolved_at, length, source, format, reason, detail)
select 4000000000 + n % 2, md5(n::text)::uuid, now(), now(), 0, 'x', 'x', 'x', 'x'
from generate_series(1, 30000) n;

insert into community_os.events (
    guild_id, event_id, starts_at, ends_at, started_at, ended_at, occurrence, series, version, before_minutes,
    minimum_minutes, hosts, channels, status, title, type, description, place)
select 4000000000 + n % 2, n, at, at + interval '1 hour', at, at + interval '1 hour', at, n % 500, 3, 15, 5, '{1}',
       '{2}', case when n > 29000 then 'planned' else 'completed' end, 'x', '', '', ''
from generate_series(1, 30000) n cross join lateral (select to_timestamp(1.6e9 + n * 3600) as at) begins;

analyze;
