-- why: a guild that arrived after the last ANALYZE is unknown to the statistics, and is planned as if it had one
--      row: joins then read the whole guild for each row of a batch. Without statistics on guild_id every guild is
--      planned alike, as one of two hundred, and a plan depends neither on its name nor on when it came.
-- rollback: alter table ... alter column guild_id set statistics -1, for each table of community_os; then analyze.

do $statistics$
declare
    tenant name;
begin
    for tenant in select tablename from pg_tables where schemaname = 'community_os' loop
        execute format('alter table community_os.%I alter column guild_id set statistics 0', tenant);
    end loop;
end
$statistics$;
