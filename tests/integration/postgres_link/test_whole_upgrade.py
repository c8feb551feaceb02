"""What an early version left, old days sealed and numbers published, is shown rightly after an update.

What it never counted, and nobody can count any more, is unknown and never zero.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database, DatabaseAddress
from application.insights.kpis.question import KpiQuestion
from bootstrap.processes import opened
from bootstrap.settings import load
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.activity import Activity
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.publishing.rows import PublishedReading, RowKey
from domain.insights.kpis.reading import UNCOUNTED, Reading, read
from tests.builders.activities import (
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    TIME_ZERO,
    VOICE_CHANNEL,
    a_message,
    a_person,
    enters_voice,
    joins,
    leaves_voice,
    runs,
)
from tests.builders.house import House

pytestmark = pytest.mark.postgres

ADA, BEN, CYD = a_person(1, name="Ada"), a_person(2, name="Ben"), a_person(3, name="Cyd")
SEALED = DAY_ZERO - 40 * DAY
OLD = f"{DAY_ZERO - 55 * DAY}..{DAY_ZERO - 49 * DAY}"
"""A week of which the raw records are gone."""

NOT_COUNTED = """
delete from community_os.channel_hour;
delete from community_os.member_channel_day;
delete from community_os.command_day;
delete from community_os.run_day;
update community_os.span_marks set channel = null where family = 'membership';
update community_os.spans set channel = null where family = 'membership';
update community_os.guild_profile set fold = 1;
"""
NO_PLACE_FOR_IT = """
drop table community_os.channel_hour, community_os.member_channel_day, community_os.command_day,
    community_os.run_day;
alter table community_os.guild_profile
    drop column fold, drop column detailed_since, drop column commands_since;
delete from community_os_instance.schema_migrations where number in (5, 22, 27, 30);
"""
"""The rollback notes of the migrations that these came with."""


def sixty_days() -> list[Activity]:
    """Ada writes and runs commands, Ben writes, Cyd comes late and talks in two channels by turns."""
    told = [joins(TIME_ZERO - 70 * DAY, who, details={"invite": "hTKzmak"}) for who in (ADA, BEN)]
    told.append(joins(TIME_ZERO - 12 * DAY, CYD, details={"invite": "Zq1w2e3"}))
    for away in range(1, 61):
        at = TIME_ZERO - away * DAY
        told.append(a_message(at, ADA, number=1))
        if away % 3 == 0:
            told.append(a_message(at + HOUR, BEN, number=2))
        if away % 2 == 0:
            outcome = {"outcome": "failed", "error": "KeyError"} if away % 5 == 0 else {}
            told.append(runs("show_profile", at, ADA, latency_ms=40, **outcome))
        if away % 4 == 0:
            who = CYD if away < 12 else BEN
            told.append(enters_voice(at, who, VOICE_CHANNEL + away // 4 % 2))
            told.append(leaves_voice(at + HOUR, who))
    return told


@asynccontextmanager
async def a_house(address: DatabaseAddress) -> AsyncIterator[House]:
    async with Database(address) as database:
        house = House.built(store=PostgresStore(database), facts=PostgresFacts(database))
        house.clock.at = TIME_ZERO + HOUR
        yield house


async def executed(address: DatabaseAddress, sql: str) -> None:
    connection = await asyncpg.connect(address.url, timeout=10, command_timeout=60)
    try:
        await connection.execute(sql)
    finally:
        await connection.close(timeout=5)


async def numbers(house: House, window: str) -> dict[str, tuple[float | None, float | None]]:
    """All of the catalogue."""
    found = await house.gather_kpis(GUILD, CATALOGUE, window)
    readings = [read(kpi, found.facts, found.asked.window) for kpi in CATALOGUE]
    return {one.kpi.key: (one.numerator, one.denominator) for one in readings}


async def asked(house: House, key: str, window: str, **more: Any) -> Reading:
    return (await house.read_kpi(GUILD, KpiQuestion(key=key, window=window, **more))).reading


def parts(found: Reading) -> dict[str, float | None]:
    return {part.key: part.numerator for part in found.parts}


async def rows_of_weeks(house: House, key: str) -> dict[date, PublishedReading]:
    """What is published of a KPI of each week, by its first day."""
    mondays = [DAY_ZERO - (DAY_ZERO.weekday() + 7 * back) * DAY for back in range(1, 9)]
    async with house.store.reading(GUILD) as work:
        latest = await work.readings.latest([("week", monday) for monday in mondays])
    keys = {monday: RowKey(key, "week", monday, "", "") for monday in mondays}
    return {monday: latest[about] for monday, about in keys.items() if about in latest}


async def left_by_an_early_version(address: DatabaseAddress) -> dict[str, Any]:
    """A database as that left it; what this version would have said, had it been there from the beginning."""
    async with a_house(address) as house:
        await house.heard(
            *(
                CoverageSpan(
                    family=family, start=TIME_ZERO - 80 * DAY, end=TIME_ZERO + HOUR, source="gateway"
                )
                for family in FAMILIES
            )
        )
        await house.told(*sixty_days())
        sound: dict[str, Any] = {window: await numbers(house, window) for window in ("30d", OLD)}
        for window in ("30d", OLD):
            for key in ("wam", "voice_time"):
                sound[window, key] = parts(await asked(house, key, window, by="channel"))
        await house.seal(GUILD, SEALED)
    await executed(address, NOT_COUNTED)
    async with a_house(address) as house:
        await house.publish_readings(GUILD)
        wrong = await rows_of_weeks(house, "command_runs")
        assert {row.numerator for row in wrong.values()} == {0}, "silence, as it was published then"
    await executed(address, NO_PLACE_FOR_IT)
    return sound


async def test_what_an_early_version_left_is_completed_and_what_it_did_not_count_is_unknown(
    fresh_address: DatabaseAddress, tmp_path: Path
) -> None:
    sound = await left_by_an_early_version(fresh_address)
    home = {"COMMUNITY_OS_HOME": str(tmp_path), "COMMUNITY_OS_SECRET": "s" * 40}
    async with opened(load({**home, "COMMUNITY_OS_DATABASE_URL": fresh_address.url}), lambda _: None):
        pass
    async with a_house(fresh_address) as house:
        assert await numbers(house, "30d") == sound["30d"], "every KPI of days whose records are there"
        for key in ("wam", "voice_time"):
            assert parts(await asked(house, key, "30d", by="channel")) == sound["30d", key]
        await of_sealed_days(house, sound)
        assert (await house.replay(GUILD, check=True)).differences == ()
        await house.publish_readings(GUILD)
        published = await rows_of_weeks(house, "command_runs")
        for monday, row in published.items():
            if monday + 6 * DAY <= SEALED:
                assert (row.numerator, row.revision) == (None, 2), "the zero of then is taken back"
            elif monday > SEALED:
                assert (row.numerator, row.revision) == (sound_runs(monday), 2)
        assert {row.revision for row in (await rows_of_weeks(house, "members")).values()} == {1}
        assert (await house.publish_readings(GUILD)).rows == 0


async def of_sealed_days(house: House, sound: dict[str, Any]) -> None:
    """What was counted is as it was; what was not is unknown and says so."""
    now = await numbers(house, OLD)
    commands = {kpi.key for kpi in CATALOGUE if "commands" in kpi.needs}
    changed = {key for key in now if now[key] != sound[OLD][key]}
    assert {"command_runs", "command_users", "command_failures"} <= changed <= commands | {"wam_presence"}
    assert {now[key][0] for key in changed & commands} == {None}
    ran = await asked(house, "command_runs", OLD)
    assert (ran.covered, ran.unavailable) == (0, UNCOUNTED)
    for key in ("wam", "wam_presence", "segment_core"):
        assert any("Whoever did nothing else" in one for one in (await asked(house, key, OLD)).caveats), key
    assert not any("known from" in one for one in (await asked(house, "voice_time", OLD)).caveats)
    longer = await asked(house, "command_runs", "60d")
    assert longer.numerator and any("known from" in one for one in longer.caveats)
    assert parts(await asked(house, "voice_time", OLD, by="channel")) == sound[OLD, "voice_time"]
    assert any(sound[OLD, "voice_time"].values())
    [unknown] = (await asked(house, "wam", OLD, by="channel")).parts
    assert unknown.numerator is None and "Who wrote in which channel is known from" in str(unknown.note)
    only = await asked(house, "wam", OLD, of=f"channel:{VOICE_CHANNEL}")
    assert only.numerator is None and only.unavailable == unknown.note


def sound_runs(monday: date) -> int:
    """How often commands were run in a week, counted from what was told."""
    days = {DAY_ZERO - away * DAY for away in range(1, 61) if away % 2 == 0}
    return sum(monday <= day < monday + 7 * DAY for day in days)
