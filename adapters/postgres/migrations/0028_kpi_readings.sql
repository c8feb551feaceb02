-- why: whoever knows SQL and nothing of this program should find its KPIs in the database: closed days, weeks and
--      months are published as rows by the same rules as everywhere, each change as a further revision. Reports read
--      the views, one for each audience. A view belongs to whoever migrates, who may be a superuser and so beyond
--      row-level security: it names the guild itself. kpi_periods says what a period was read from, so that it is
--      read again when something of that has changed.
-- rollback: drop view community_os.leadership_kpis, community_os.organiser_kpis, community_os.engineering_kpis,
--           community_os.quality_kpis; drop table community_os.kpi_readings, community_os.kpi_periods. What was
--           published before a change is lost; the rest is published again.

create table community_os.kpi_readings (
    guild_id     bigint           not null,
    first_day    date             not null,
    last_day     date             not null,
    version      integer          not null,
    revision     integer          not null,
    published_at timestamptz      not null,
    numerator    double precision,
    denominator  double precision,
    value        double precision,
    covered      double precision not null,
    grain        text             collate "C" not null,
    key          text             collate "C" not null,
    by_what      text             collate "C" not null,
    part         text             collate "C" not null,
    audience     text             not null,
    unit         text             not null,
    title        text             not null,
    unavailable  text,
    primary key (guild_id, grain, first_day, key, by_what, part, revision)
);

create table community_os.kpi_periods (
    guild_id  bigint not null,
    first_day date   not null,
    revision  bigint not null,
    grain     text   collate "C" not null,
    digest    text   not null,
    primary key (guild_id, grain, first_day)
) with (fillfactor = 70);

do $policies$
declare
    tenant name;
begin
    foreach tenant in array array['kpi_readings', 'kpi_periods'] loop
        execute format('alter table community_os.%I enable row level security', tenant);
        execute format('alter table community_os.%I force row level security', tenant);
        execute format(
            'create policy one_guild on community_os.%I '
            'using (guild_id = nullif(current_setting(''app.guild_id'', true), '''')::bigint)', tenant);
        execute format('alter table community_os.%I alter column guild_id set statistics 0', tenant);
    end loop;
end
$policies$;

grant select, insert on community_os.kpi_readings to community_app;
grant select, insert, update on community_os.kpi_periods to community_app;

do $views$
declare
    audience text[];
begin
    foreach audience slice 1 in array array[
        ['leadership_kpis', 'leadership'], ['organiser_kpis', 'organisers'],
        ['engineering_kpis', 'engineering'], ['quality_kpis', 'quality']
    ] loop
        execute format($view$
            create view community_os.%I with (security_barrier) as
            select kpi, grain, first_day, last_day, by_what, part, title, numerator, denominator, value, unit,
                   coverage, unavailable, version, revision, published_at
            from (
                select distinct on (grain, first_day, key, by_what, part)
                    key as kpi, grain, first_day, last_day, by_what, part, title, numerator, denominator, value, unit,
                    covered as coverage, unavailable, version, revision, published_at, audience
                from community_os.kpi_readings
                where guild_id = nullif(current_setting('app.guild_id', true), '')::bigint
                order by grain, first_day, key, by_what, part, revision desc
            ) as latest
            where audience = %L
        $view$, audience[1], audience[2]);
        execute format('grant select on community_os.%I to community_reader', audience[1]);
    end loop;
end
$views$;
