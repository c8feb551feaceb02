-- why: everything of ours lives in two schemas that nobody else uses (never public, which hosted PostgreSQL
--      publishes), and the program works under a role that cannot see past row-level security.
-- rollback: drop schema community_os cascade; drop schema community_os_instance cascade; then, in every database
--      of the server, drop owned by community_app, community_reader; drop role community_app, community_reader.

create schema if not exists community_os;
create schema if not exists community_os_instance;

-- Roles belong to the whole server: another database of it may be migrating at this moment, or have been
-- migrated before, so each step is tried until the role is as it has to be.
do $roles$
declare
    wanted text;
    attempt integer;
begin
    foreach wanted in array array['community_app', 'community_reader'] loop
        attempt := 0;
        while not exists (select from pg_roles where rolname = wanted) loop
            attempt := attempt + 1;
            begin
                execute format('create role %I nologin nosuperuser nocreatedb nocreaterole nobypassrls', wanted);
            exception
                when duplicate_object or unique_violation or internal_error then
                    if attempt >= 50 then raise; end if;
                    perform pg_sleep(0.02);
                when insufficient_privilege then
                    raise exception 'the user % may not create the role %', current_user, wanted
                        using errcode = 'insufficient_privilege',
                              hint = format('Let an administrator run: create role %s nologin; grant %s to %s;',
                                            wanted, wanted, current_user);
            end;
        end loop;
        if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls)) then
            raise exception 'the role % may bypass row-level security', wanted
                using hint = format('Let an administrator run: alter role %s nosuperuser nobypassrls;', wanted);
        end if;
    end loop;
end
$roles$;

-- Who migrates must be able to become community_app (SET ROLE), also without being a superuser. From
-- PostgreSQL 16 on, that is a property of its own and does not come with having created the role.
do $membership$
declare
    may_become constant text := case when current_setting('server_version_num')::integer >= 160000
                                     then 'SET' else 'MEMBER' end;
    attempt integer := 0;
begin
    while not pg_has_role(current_user, 'community_app', may_become) loop
        attempt := attempt + 1;
        begin
            if may_become = 'SET' then
                execute format('grant community_app to %I with set true, inherit false', current_user);
            else
                execute format('grant community_app to %I', current_user);
            end if;
        exception
            when unique_violation or internal_error then
                if attempt >= 50 then raise; end if;
                perform pg_sleep(0.02);
            when insufficient_privilege then
                raise exception 'the user % may not become the role community_app', current_user
                    using errcode = 'insufficient_privilege',
                          hint = format('Let an administrator run: grant community_app to %s;', current_user);
        end;
    end loop;
end
$membership$;

grant usage on schema community_os, community_os_instance to community_app;
grant usage on schema community_os to community_reader;
grant select on community_os_instance.schema_migrations to community_app;

-- Batches are staged in temporary tables.
do $temporary$
begin
    if not has_database_privilege('community_app', current_database(), 'TEMPORARY') then
        execute format('grant temporary on database %I to community_app', current_database());
    end if;
    if not has_database_privilege('community_app', current_database(), 'TEMPORARY') then
        raise exception 'the role community_app may not make temporary tables in %', current_database()
            using hint = format('Let its owner run: grant temporary on database %s to community_app;',
                                current_database());
    end if;
end
$temporary$;
