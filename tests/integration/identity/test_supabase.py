"""A database as Supabase makes it: its profiles are read, two ids each and nothing else."""

import re
from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.community.identity.profiles import SupabaseProfiles
from adapters.postgres.link import Database, DatabaseAddress
from application.community.identity.linking import LinkMany
from application.community.identity.ports import DiscordProfile
from application.community.identity.sides import accounts_of
from application.community.identity.syncing import SyncProfiles
from application.community.record import RecordActivities
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.errors import NotFound
from tests.builders.activities import GUILD, StoppedClock, a_message, a_person
from tests.builders.house import KEYS

pytestmark = pytest.mark.postgres

# As Supabase's own sign-in makes it (auth.users with the columns that matter here).
DDL = """
create schema auth;
create table auth.users (id uuid primary key, email text);
create table auth.identities (
    provider_id     text not null,
    user_id         uuid not null references auth.users (id) on delete cascade,
    identity_data   jsonb not null,
    provider        text not null,
    last_sign_in_at timestamptz,
    created_at      timestamptz,
    updated_at      timestamptz,
    email           text generated always as (lower(identity_data ->> 'email')) stored,
    id              uuid primary key default gen_random_uuid(),
    unique (provider_id, provider)
);
create index identities_user_id_idx on auth.identities (user_id);
create index identities_email_idx on auth.identities (email text_pattern_ops);
alter table auth.identities enable row level security;
insert into auth.users (id, email)
select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'someone@example.org'
from generate_series(1, 5) n;
insert into auth.identities (provider_id, user_id, identity_data, provider)
select (810000000000000000 + n)::text, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
       jsonb_build_object('sub', (810000000000000000 + n)::text, 'email', 'Someone@example.org'), 'discord'
from generate_series(1, 4) n;
insert into auth.identities (provider_id, user_id, identity_data, provider)
values ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000005', '{}', 'email');
"""
ROLE = """
create role only_ids login;
grant community_app to only_ids;
"""
GRANTS = """
grant usage on schema auth to only_ids;
grant select (provider, provider_id, user_id) on auth.identities to only_ids;
"""
SHOWN = "create policy shown on auth.identities for select to only_ids using (true)"
GONE = "drop owned by only_ids; drop role only_ids"


def profile(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


@pytest.fixture
async def owner(fresh_address: DatabaseAddress) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(fresh_address.url, timeout=10, command_timeout=30)
    yield connection
    await connection.close(timeout=5)


async def all_of(profiles: SupabaseProfiles, size: int = 3) -> list[DiscordProfile]:
    return [one async for page in profiles.pages(size=size) for one in page]


async def test_profiles_of_discord_are_read_page_by_page(
    fresh_database: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute(DDL)
    wanted = [DiscordProfile(profile(n), str(810_000_000_000_000_000 + n)) for n in range(1, 5)]
    for size in (1, 3, 4, 9):
        assert await all_of(SupabaseProfiles(fresh_database), size) == wanted


async def test_a_database_that_is_not_supabases_is_told_so(fresh_database: Database) -> None:
    with pytest.raises(NotFound, match="not that of a Supabase project"):
        await all_of(SupabaseProfiles(fresh_database))


async def test_two_ids_are_all_that_is_read_and_what_may_not_be_read_is_never_taken_for_empty(
    fresh_address: DatabaseAddress, owner: asyncpg.Connection
) -> None:
    await owner.execute(DDL)
    await owner.execute(ROLE)
    try:
        as_limited = re.sub(r"//\w+@", "//only_ids@", fresh_address.url)
        assert as_limited != fresh_address.url
        async with Database(DatabaseAddress.parse(as_limited)) as limited:
            for grants in ("", GRANTS):
                await owner.execute(grants or "select 1")
                with pytest.raises(NotFound, match="may not be read"):
                    await all_of(SupabaseProfiles(limited))
            await owner.execute(SHOWN)
            assert len(await all_of(SupabaseProfiles(limited))) == 4
            async with limited.snapshot() as connection:
                await connection.execute("select set_config('role', 'none', true)")
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.fetch("select email from auth.identities")
    finally:
        await owner.execute(GONE)


async def test_whoever_signed_in_with_discord_is_linked_and_a_second_time_changes_nothing(
    fresh_database: Database, owner: asyncpg.Connection
) -> None:
    await owner.execute(DDL)
    store, clock = PostgresStore(fresh_database), StoppedClock()
    record = RecordActivities(store=store, clock=clock, keys=KEYS)
    await record([a_message(by=a_person(number), number=number) for number in (1, 2)])
    many = LinkMany(store=store, clock=clock, keys=KEYS)
    sync = SyncProfiles(profiles=SupabaseProfiles(fresh_database), link_many=many)
    tried = await sync(GUILD, COMMAND_LINE, dry_run=True)
    first = await sync(GUILD, COMMAND_LINE)
    again = await sync(GUILD, COMMAND_LINE)
    counts = [(one.linked, one.before, one.strangers, one.refused) for one in (tried, first, again)]
    assert counts == [(2, 0, 2, 0), (2, 0, 2, 0), (0, 2, 2, 0)]
    async with store.reading(GUILD) as work:
        accounts = [await accounts_of(work, GUILD, number) for number in (0, 1)]
        assert (await work.links.coverage()).share("supabase") == 1.0
    found = [[one.account.external_id for one in each.linked] for each in accounts]
    assert found == [[profile(1)], [profile(2)]]
