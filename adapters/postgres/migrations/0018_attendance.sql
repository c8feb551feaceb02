-- why: who came to an event, how long, and who had said so, are asked for whole events at a time, and a voice session
--      counts the moment it is told. The windows of events are kept beside what is planned, so that a session finds
--      the events that it belongs to; sessions are found by their channel, so that an event whose window was changed
--      is held against them again; answers to an event are found by the event.
-- rollback: drop table community_os.attendance, community_os.event_windows; drop index
--           community_os.spans_of_a_channel, community_os.span_marks_of_an_event. A replay of an older program
--           drops the marks of answers.

create table community_os.event_windows (
    guild_id        bigint      not null,
    event_id        bigint      not null,
    opens_at        timestamptz not null,
    begins_at       timestamptz not null,
    closes_at       timestamptz not null,
    minimum_seconds integer     not null,
    channels        bigint[]    not null,
    primary key (guild_id, event_id)
);
create index event_windows_by_end on community_os.event_windows (guild_id, closes_at);

create table community_os.attendance (
    guild_id   bigint      not null,
    event_id   bigint      not null,
    first_join timestamptz not null,
    last_leave timestamptz,
    open_since timestamptz,
    open_until timestamptz,
    member_no  integer     not null,
    day        integer     not null,
    seconds    integer     not null,
    primary key (guild_id, event_id, member_no)
) with (fillfactor = 85);
create index attendance_by_day on community_os.attendance (guild_id, day);
create index attendance_of_a_member on community_os.attendance (guild_id, member_no);

create index spans_of_a_channel on community_os.spans (guild_id, channel, start_at) where family = 'voice';
create index span_marks_of_an_event on community_os.span_marks (guild_id, channel) where family = 'answer';

do $policies$
declare
    tenant name;
begin
    foreach tenant in array array['event_windows', 'attendance'] loop
        execute format('alter table community_os.%I enable row level security', tenant);
        execute format('alter table community_os.%I force row level security', tenant);
        execute format(
            'create policy one_guild on community_os.%I '
            'using (guild_id = nullif(current_setting(''app.guild_id'', true), '''')::bigint)', tenant);
        execute format('alter table community_os.%I alter column guild_id set statistics 0', tenant);
    end loop;
end
$policies$;

grant select, insert, update, delete on community_os.event_windows, community_os.attendance to community_app;
