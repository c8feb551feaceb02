"""What comes back is what was there: on every server, whoever owns the database, while others write."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from adapters.archive import opened_backup
from adapters.postgres.link import DatabaseAddress, migrate
from bootstrap.keeping.making import back_up
from bootstrap.settings import Settings
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.operations.data_register import REGISTER
from tests.integration.keeping.scene import (
    GUILDS,
    backed_up,
    fill,
    installation,
    is_forced,
    names_and_scores,
    quiet,
    restored,
    rows,
    silent,
    tallies,
    write_on,
)
from tests.postgres_fixtures import ExternalPostgres, PostgresForTests

pytestmark = pytest.mark.postgres
OF_THE_MOMENT = "community_os_instance.leases"


def address_of(settings: Settings) -> DatabaseAddress:
    assert settings.database_url is not None
    return settings.database_url


async def test_a_backup_brought_back_has_the_same_tally_rows_and_counts(
    full: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    path = await backed_up(full, str(tmp_path / "all.zip"))
    await restored(elsewhere, path)
    before, after = address_of(full), address_of(elsewhere)
    assert await tallies(after) == await tallies(before)
    assert (await tallies(after))[1] > 0 and len((await tallies(after))[0]) == len(GUILDS)
    assert await names_and_scores(after) == await names_and_scores(before)
    told, found = await rows(before), await rows(after)
    assert (told.pop(OF_THE_MOMENT), found.pop(OF_THE_MOMENT)) == (1, 0), "nobody runs there yet"
    assert found == told and found["community_os.activity_log"] > 0
    assert await is_forced(after)
    with opened_backup(path) as backup:
        assert (backup.manifest.guilds, backup.manifest.unaddressed) == await tallies(after)


async def test_one_move_fills_another_database_with_the_same(full: Settings, target: DatabaseAddress) -> None:
    done = await back_up(full, target.url, quiet, silent)
    assert done.differences == ()
    assert await tallies(target) == await tallies(address_of(full))
    assert {**await rows(target), OF_THE_MOMENT: 1} == await rows(address_of(full))
    assert await is_forced(target)


async def test_what_was_brought_back_goes_on_where_it_was(
    full: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    bookmark = elsewhere.home / "imports" / "how-far"
    bookmark.parent.mkdir(parents=True)
    bookmark.write_text("all of it, into what was there before")
    await restored(elsewhere, await backed_up(full, str(tmp_path)))
    assert not bookmark.exists()
    before = await tallies(address_of(elsewhere))
    await fill(elsewhere)  # the same things told again, under the same secret
    (guilds, _) = await tallies(address_of(elsewhere))
    assert [each.activities for each in guilds] == [each.activities for each in before[0]]


async def test_there_is_nothing_in_the_schemas_that_a_copy_of_rows_would_leave_behind(
    fresh_address: DatabaseAddress,
) -> None:
    connection = await asyncpg.connect(fresh_address.url, timeout=10, command_timeout=60)
    kinds = await connection.fetch(
        """
        select distinct relkind::text from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where nspname like 'community_os%' and not exists (
            select from pg_depend join pg_class as owner on owner.oid = refobjid
            where objid = pg_class.oid and pg_class.relkind = 'S' and owner.relname = any($1::text[]))
        """,
        [table.name for table in REGISTER if not table.backed_up],
    )
    await connection.close(timeout=5)
    assert {row[0] for row in kinds} <= {"r", "i", "v"}, (
        "sequences or the like: a backup has to hold them too"
    )


async def test_dead_letters_without_any_guild_are_no_empty_database(
    full: Settings, target: DatabaseAddress, tmp_path: Path
) -> None:
    await migrate(target)
    connection = await asyncpg.connect(target.url, timeout=10, command_timeout=60)
    await connection.execute("insert into community_os_instance.refusals (reason, count) values ('late', 1)")
    await connection.close(timeout=5)
    with pytest.raises(Conflict, match="there is something in refusals"):
        await restored(installation(tmp_path / "here", target), await backed_up(full, str(tmp_path)))
    assert await is_forced(target)


async def test_a_backup_of_a_database_behind_a_pooler_is_the_same(
    external_postgres: ExternalPostgres, fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    server = PostgresForTests(admin=DatabaseAddress.parse(external_postgres.direct_url))
    direct = await server.create()
    try:
        await migrate(direct)
        pooled = DatabaseAddress.parse(external_postgres.url).for_database(direct.database)
        await fill(installation(tmp_path / "direct", direct))
        path = await backed_up(installation(tmp_path / "pooled", pooled), str(tmp_path))
        await restored(installation(tmp_path / "back", fresh_address), path)
        assert await tallies(fresh_address) == await tallies(direct)
    finally:
        await server.drop(direct)


async def test_a_backup_is_of_one_instant_while_others_write(
    postgres_server: PostgresForTests, empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    busy = installation(tmp_path / "busy", empty_address)
    await fill(busy)
    before, enough = (await tallies(empty_address))[0], asyncio.Event()
    writing = [asyncio.create_task(write_on(busy, enough, seed=seed)) for seed in (1, 2)]
    while (await tallies(empty_address))[0] == before:
        await asyncio.sleep(0.01)
    path = await backed_up(busy, str(tmp_path))
    enough.set()
    await asyncio.gather(*writing)
    target = await postgres_server.create()
    await restored(installation(tmp_path / "back", target), path)
    with opened_backup(path) as backup:
        assert (backup.manifest.guilds, backup.manifest.unaddressed) == await tallies(target)
        assert backup.manifest.guilds != (await tallies(empty_address))[0]
    await names_and_scores(target)  # what was folded by then agrees with what was logged by then
    await postgres_server.drop(target)


async def test_what_is_written_to_the_old_database_during_a_move_is_said_to_be_missing(
    postgres_server: PostgresForTests, empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    busy = installation(tmp_path / "busy", empty_address)
    await fill(busy)
    target = await postgres_server.create()
    enough = asyncio.Event()
    writing = asyncio.create_task(write_on(busy, enough))
    done = await back_up(busy, target.url, quiet, silent)
    enough.set()
    await writing
    assert any("more was recorded in the old database" in line for line in done.differences)
    await postgres_server.drop(target)


async def test_a_database_that_is_not_empty_is_refused_and_stays_as_it_is(
    full: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    path = await backed_up(full, str(tmp_path))
    await fill(elsewhere, messages=3)
    before = await rows(address_of(elsewhere))
    with pytest.raises(Conflict, match="is not empty, and nothing in it was touched"):
        await restored(elsewhere, path)
    with pytest.raises(Conflict, match="is not empty, and nothing in it was touched"):
        await back_up(full, address_of(elsewhere).url, quiet, silent)
    assert await rows(address_of(elsewhere)) == before
    assert await is_forced(address_of(elsewhere))


async def test_a_database_that_was_only_started_counts_as_empty_even_under_another_secret(
    full: Settings, target: DatabaseAddress, tmp_path: Path
) -> None:
    from bootstrap.processes import opened

    async with opened(installation(tmp_path / "first", target, secret="made at the first start"), quiet):
        pass
    await restored(installation(tmp_path / "then", target), await backed_up(full, str(tmp_path)))
    assert await tallies(target) == await tallies(address_of(full))


async def test_another_secret_is_refused_with_what_to_bring(
    full: Settings, empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    path = await backed_up(full, str(tmp_path))
    other = installation(tmp_path / "other", empty_address, secret="quite another secret")
    with pytest.raises(Conflict, match=r"Bring the secret of that installation .*COMMUNITY_OS_SECRET"):
        await restored(other, path)
    assert await is_untouched(empty_address)


async def test_damage_is_found_before_anything_is_touched(
    full: Settings, empty_address: DatabaseAddress, tmp_path: Path
) -> None:
    path = await backed_up(full, str(tmp_path))
    whole = path.read_bytes()
    here = installation(tmp_path / "here", empty_address)
    for broken in (whole[: len(whole) // 2], whole[:-10], whole[: len(whole) // 3] + b"?" * 64, b"", b"PK"):
        path.write_bytes(broken)
        with pytest.raises(Invalid, match=r"[Nn]othing was touched"):
            await restored(here, path)
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    with pytest.raises(Invalid, match="damaged"):
        await restored(here, path)
    with pytest.raises(NotFound):
        await restored(here, tmp_path / "nowhere.zip")
    assert await is_untouched(empty_address)


async def test_nothing_of_a_restore_that_fails_stays(
    full: Settings, target: DatabaseAddress, tmp_path: Path
) -> None:
    """A trigger drops one row in the middle: what came in differs from what was told."""
    await migrate(target)
    connection = await asyncpg.connect(target.url, timeout=10, command_timeout=60)
    await connection.execute(
        """
        create function community_os.lose() returns trigger language plpgsql as
        'begin if new.member_no = 3 then return null; end if; return new; end';
        create trigger lose before insert on community_os.member_day
        for each row execute function community_os.lose();
        """
    )
    await connection.close(timeout=5)
    here = installation(tmp_path / "here", target)
    with pytest.raises(Conflict, match=r"differs, .* community_os.member_day has \d+ rows instead of \d+"):
        await restored(here, await backed_up(full, str(tmp_path)))
    assert set((await rows(target)).values()) <= {
        0,
        (await rows(target))["community_os_instance.schema_migrations"],
    }
    assert await is_forced(target)


async def is_untouched(address: DatabaseAddress) -> bool:
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    try:
        return bool(await connection.fetchval("select to_regnamespace('community_os') is null"))
    finally:
        await connection.close(timeout=5)
