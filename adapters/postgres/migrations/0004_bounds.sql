-- why: two bounds that were missing. An author may receive more reactions in a day than 32 bits hold: a batch that
--      went past them was refused, and its neighbours with it. And raw records may be deleted for retention alone,
--      so the function that does it now refuses any day that is not sealed (with 14 hours for zones west of UTC).
-- rollback: alter table community_os.member_day alter column received type integer; then create the function of
--           0002_community.sql again.

alter table community_os.member_day alter column received type bigint;

create or replace function community_os.delete_activities(before timestamptz, keys uuid[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $delete$
declare
    guild bigint := nullif(current_setting('app.guild_id', true), '')::bigint;
    sealed_until timestamptz;
    gone bigint;
begin
    select timestamptz '1970-01-01 00:00:00+00' + make_interval(days => sealed_through + 1, hours => 14)
    into sealed_until
    from community_os.guild_profile where guild_id = guild;
    if sealed_until is null or before > sealed_until then
        raise exception 'raw records are deleted on sealed days only' using errcode = 'insufficient_privilege';
    end if;
    delete from community_os.activity_log
    where guild_id = guild
      and (occurred_at < before
           or key in (select early.key from community_os.activity_log early
                      where early.guild_id = guild and early.key = any (keys) and early.occurred_at < before));
    get diagnostics gone = row_count;
    return gone;
end
$delete$;
