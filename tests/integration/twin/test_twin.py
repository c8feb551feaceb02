"""Two implementations of every KPI agree: the catalogue over sheets, and a slow one over the raw log."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final, get_args

import attrs
import pytest

from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.kpi import By, Kpi
from domain.insights.kpis.retention import COHORTS, CohortKind, Mode
from domain.insights.kpis.retention.triangle import Cell
from domain.kernel.errors import NotFound
from tests.builders.activities import CHANNEL, GUILD, VOICE_CHANNEL
from tests.integration.twin.answers import ANSWERS, answered
from tests.integration.twin.answers.triangle import rows
from tests.integration.twin.past import Past, winners
from tests.integration.twin.question import Answer, Only, Question
from tests.integration.twin.settling import PLATFORMS, Settled, settled
from tests.integration.twin.worlds import COMMANDS, DAYS, FIRST, NOW, ROLES, SERIES, TYPES, a_world

WORLDS: Final = 10
TRIES: Final = 5
"""A group that nobody is in cannot be asked for: another question is drawn."""

KEYS: Final[dict[By, Sequence[str]]] = {
    "segment": ("fresh", "new", "core", "regular", "inactive", "lurker", "left"),
    "tier": ("staff", "captain", "volunteer", "member"),
    "role": tuple(map(str, ROLES)),
    "channel": (*(str(CHANNEL + n) for n in range(2)), *(str(VOICE_CHANNEL + n) for n in range(2))),
    "event_type": (*filter(None, TYPES), "-"),
    "series": (str(SERIES), "-"),
    "host": ("1", "2", "3", "-"),
    "command": COMMANDS,
    "platform": PLATFORMS,
}


@attrs.frozen(kw_only=True)
class Draw:
    """A question drawn at random."""

    kpi: Kpi
    window: str
    as_of: str
    of: str | None


def drawn(chance: Random, kpi: Kpi) -> Draw:
    """A window, a moment, and maybe a filter for a KPI."""
    until = FIRST.date() + timedelta(days=chance.choice((1, 40, 80, 95, DAYS - 1, DAYS, DAYS)))
    moment = f"{until}T{chance.choice(('03:00', '14:30', '23:59'))}"
    known = [by for by in kpi.by if by in KEYS]
    by = chance.choice(known) if known and chance.random() < 0.5 else None
    return Draw(
        kpi=kpi,
        window=_window(chance, until),
        as_of=chance.choice((f"{until}", f"{until}", moment)),
        of=None if by is None else f"{by}:{chance.choice(KEYS[by])}",
    )


def _window(chance: Random, until: date) -> str:
    """Some last days, any days, a week, or a month; a few have not begun."""
    first = until - timedelta(days=chance.randint(-2, 60))
    monday, month = first - timedelta(days=first.weekday()), first.replace(day=1)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return chance.choice(
        (
            *("1d", "7d", "30d", "90d"),
            f"{first}..{first + timedelta(days=chance.randint(0, 45))}",
            f"{monday}..{monday + timedelta(days=6)}",
            f"{month}..{last}",
        )
    )


async def told_again(told: Settled, as_of: str) -> Past:
    """What the slow side knows: the raw log, who is who, what is set, and when somebody listened."""
    entries, house = [], told.house
    async with house.store.reading(GUILD) as work:
        async for page in work.log.pages():
            entries += page
        members = await work.members.of(range(200))
        known = Past(
            log=winners(entries),
            bots=frozenset(number for number, one in members.items() if one.bot),
            erased=frozenset(number for number, one in members.items() if one.erased),
            numbers=sorted(set(members) - set((await work.links.aliases()).member_no.tolist())),
            settings=(await work.guild.settings())[-1].settings,
            spans=await work.listening.spans(),
            events=await work.events.between(FIRST, NOW + timedelta(days=60)),
            moment=NOW,
            now=NOW,
            told=told,
            persons=told.persons,
        )
    return attrs.evolve(known, moment=min(NOW, _moment(known, as_of)))


def _moment(past: Past, text: str) -> datetime:
    """A date is its end, in the zone."""
    if "T" in text:
        return datetime.fromisoformat(text).replace(tzinfo=past.zone).astimezone(UTC)
    return past.midnight(date.fromisoformat(text).toordinal() + 1)


def _days(window: str, past: Past) -> tuple[int, int]:
    """The first and the last, as ordinals."""
    if ".." in window:
        first, last = (date.fromisoformat(text).toordinal() for text in window.split(".."))
        return first, last
    return past.last - int(window[:-1]) + 1, past.last


def slowly(draw: Draw, past: Past) -> Answer:
    """What the slow side says; so many days end with the last one that is seen."""
    first, last = _days(draw.window, past)
    by, _, key = (draw.of or "").partition(":")
    only = Only(by=by, key=key) if draw.of else None
    of_voice = draw.kpi.key.startswith("voice_")
    asked = Question(
        past=past,
        first=first,
        last=last,
        only=only,
        from_start=draw.kpi.from_start,
        talks=of_voice,
    )
    return answered(draw.kpi, asked)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(WORLDS))
async def test_the_catalogue_agrees_with_a_slow_count_of_the_raw_log(seed: int) -> None:
    chance, told = Random(seed), await settled(a_world(seed), seed)
    asked = [await agreed(told, chance, kpi) for kpi in CATALOGUE]
    assert sum(asked) > 0.9 * len(CATALOGUE), "nearly every KPI can be asked for"
    for kind in COHORTS:
        for mode in get_args(Mode):
            await stays_agreed(told, drawn(chance, CATALOGUE[0]), kind, mode)


async def agreed(told: Settled, chance: Random, kpi: Kpi) -> bool:
    """Whether a question could be asked; if so, both answers are the same."""
    for _ in range(TRIES):
        draw = drawn(chance, kpi)
        question = KpiQuestion(key=draw.kpi.key, window=draw.window, as_of=draw.as_of, of=draw.of)
        try:
            found = (await told.house.read_kpi(GUILD, question)).reading
        except NotFound:
            continue
        numerator, denominator = slowly(draw, await told_again(told, draw.as_of)) or (None, None)
        said = f"{draw.kpi.key} {draw.window} as of {draw.as_of} of {draw.of}: {found.unavailable}"
        assert found.numerator == pytest.approx(numerator), said
        assert found.denominator == pytest.approx(denominator), said
        return True
    return False


async def stays_agreed(told: Settled, draw: Draw, kind: CohortKind, mode: Mode) -> None:
    """Both say of every cohort how many it is, and how many of it stayed."""
    asked = await told.house.show_retention(GUILD, draw.window, draw.as_of, cohorts=kind, mode=mode)
    past = await told_again(told, draw.as_of)
    first, last = _days(draw.window, past)
    slow = rows(Question(past=past, first=first, last=last), kind, mode)
    names = {"-": "none"}
    found = {
        str(_monday_of(row.key)) if kind == "join" else names.get(row.key, row.key): (
            row.size,
            [_said(cell) for cell in row.cells],
        )
        for row in asked.triangle.rows
    }
    assert found == slow, f"{kind} {mode} {draw.window} as of {draw.as_of}"


def _monday_of(week: str) -> int:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1).toordinal()


def _said(cell: Cell) -> tuple[object, ...]:
    if cell.why == "not_yet":
        return ("not_yet",)
    return ("unheard", cell.open) if cell.why else (cell.size, cell.kept, cell.open)


def test_every_kpi_has_a_slow_twin() -> None:
    lacking = {kpi.key for kpi in CATALOGUE} - set(ANSWERS)
    assert not lacking, f"write them from their sentences in tests/integration/twin/answers: {lacking}"
    assert not set(ANSWERS) - {kpi.key for kpi in CATALOGUE}
