"""A KPI is given another meaning: every mouth says the new one, with the line of the old one beside it."""

from pathlib import Path
from typing import Any, Final

import attrs
import httpx
import pytest
from dependency_injector import providers

from adapters.dash_ui.pages.kpi.page import show
from adapters.dash_ui.place import Place
from adapters.discord.commands.insights.cards import receipt
from adapters.http_api.gate.visitors import Visitors
from application.insights.kpis.question import KpiQuestion
from application.use_cases import UseCases
from bootstrap.container import Container
from bootstrap.dashboard import dashboard_app, desk_of
from bootstrap.processes import Opened
from bootstrap.settings import load
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.keys import Keyring
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import Amount, Definition, Kpi
from domain.insights.kpis.publishing.rows import RowKey
from domain.insights.kpis.slice import Slice
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import (
    DAY,
    GUILD,
    SECRET,
    TIME_ZERO,
    StoppedClock,
    a_message,
    a_person,
    joins,
)
from tests.unit.cli.house import CommandLine
from tests.unit.dash_ui.reading import text

KEY: Final = "active_members"
OLD_TITLE: Final = "By version 1 of the definition"
HERE: Final = "http://127.0.0.1:8050"
WEEK: Final = "2026-W09"


def everybody(seen: Slice) -> Amount:
    """What "active" is made to have meant once: being here at all."""
    return Amount.people(seen.members())


ONCE: Final = Definition(
    version=1, sentence="Everybody who was a member.", formula="{numerator:person|people}", compute=everybody
)
BEFORE: Final = attrs.evolve(kpi(KEY), definition=ONCE)
AFTER: Final = attrs.evolve(
    kpi(KEY), definition=attrs.evolve(kpi(KEY).definition, version=2), earlier=(ONCE,)
)


def with_entry(entry: Kpi) -> tuple[Kpi, ...]:
    return tuple(entry if one.key == KEY else one for one in CATALOGUE)


@attrs.frozen(kw_only=True)
class Redefined:
    """Five members, of whom three write each week; the entry was published, and then given a new meaning."""

    use_cases: UseCases
    product: Opened

    async def api(self, path: str = "", **asked: str) -> dict[str, Any]:
        key = await self.use_cases.create_key("a program", ("read:kpis",), COMMAND_LINE)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=dashboard_app(load({}), self.product)),
            base_url=HERE,
            headers={"authorization": f"Bearer {key.token}"},
        ) as web:
            answer = await web.get(f"/api/v1/guilds/{GUILD}/kpis/{KEY}{path}", params=asked)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture(scope="module")
async def redefined() -> Redefined:
    container = Container(
        storage="memory", keys=Keyring(SECRET), cache_bytes=10_000_000, bookmarks_folder=Path("/nowhere")
    )
    container.clock.override(StoppedClock())
    container.catalogue.override(providers.Object(with_entry(AFTER)))
    use_cases = container.use_cases()
    people = [a_person(number) for number in range(5)]
    await use_cases.record([joins(TIME_ZERO - 60 * DAY, one) for one in people])
    await use_cases.record(
        [
            a_message(TIME_ZERO - away * DAY, one, number=away * 10 + at)
            for away in range(1, 50, 7)
            for at, one in enumerate(people[:3])
        ]
    )
    async with use_cases.store.writing(GUILD) as work:
        heard = [
            CoverageSpan(family=one, start=TIME_ZERO - 90 * DAY, end=TIME_ZERO + DAY, source="gateway")
            for one in FAMILIES
        ]
        await work.listening.add(heard)
    await attrs.evolve(use_cases.publish_readings, kpis=with_entry(BEFORE))(GUILD)
    await use_cases.publish_readings(GUILD)
    return Redefined(
        use_cases=use_cases, product=Opened(use_cases=use_cases, secret=SECRET, ready=always_ready)
    )


async def always_ready() -> None:
    """Nothing is away."""


async def test_the_api_gives_the_new_line_and_the_old_one_beside_it(redefined: Redefined) -> None:
    found = await redefined.api(window="28d", grain="week")
    assert (found["kpi"]["version"], found["kpi"]["numerator"]) == (2, 3)
    [old] = found["beside"]
    assert old["title"] == OLD_TITLE
    assert {one["numerator"] for one in found["course"][:-1]} == {3}
    assert {one["numerator"] for one in old["periods"][:-1]} == {5}
    receipt = await redefined.api("/receipt", window="28d")
    assert any("Everybody who was a member." in one for one in receipt["caveats"])


async def test_the_page_draws_the_old_line_and_says_what_it_meant(redefined: Redefined) -> None:
    desk = desk_of(redefined.product, Visitors(SECRET), demo=False)
    place = Place.of(f"/kpi/{KEY}", f"?guild={GUILD}&window=28d&grain=week")
    said = text((await show(desk, GUILD, place)).content)
    assert OLD_TITLE in said
    assert "version 2" in said
    assert "Everybody who was a member." in said


def test_the_command_line_has_a_column_for_the_old_line(
    redefined: Redefined, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    community_os = CommandLine(capsys.readouterr, tmp_path)
    community_os.product.use_cases = redefined.use_cases
    ended = community_os("kpi", KEY, "--window", "28d", "--grain", "week")
    assert OLD_TITLE in " ".join(ended.out.split())
    [week] = [line for line in ended.out.splitlines() if WEEK in line]
    assert week.split()[:3] == [WEEK, "3", "5"]
    told = community_os("explain", KEY, "--window", "28d")
    assert "(version 2 of the definition)" in told.out


async def test_discord_draws_both_lines(redefined: Redefined) -> None:
    explained = await redefined.use_cases.explain(GUILD, KpiQuestion(key=KEY, window="28d", grain="week"))
    [card] = receipt(explained).cards
    [course] = [field.value for field in card.fields if field.name == "Over time"]
    assert OLD_TITLE in (course or "")


async def test_what_was_published_by_the_old_meaning_is_kept_and_the_new_one_is_a_revision(
    redefined: Redefined,
) -> None:
    about = RowKey(KEY, "week", TIME_ZERO.date() - 7 * DAY, "", "")
    async with redefined.use_cases.store.reading(GUILD) as work:
        rows = [row for row, _ in await work.readings.revisions(about)]
    assert [(row.revision, row.version, row.numerator) for row in rows] == [(1, 1, 5), (2, 2, 3)]


async def test_what_was_not_redefined_is_published_once(redefined: Redefined) -> None:
    about = RowKey("wam", "week", TIME_ZERO.date() - 7 * DAY, "", "")
    async with redefined.use_cases.store.reading(GUILD) as work:
        assert [(row.revision, row.version) for row, _ in await work.readings.revisions(about)] == [(1, 1)]
