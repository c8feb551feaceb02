"""Answers "how is this number, and where does it come from?": one KPI, its course and its receipt."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime

import attrs

from application.insights.asking import Asked
from application.insights.asking.context import person
from application.insights.kpis.gathering import Gathered, KpiGathering
from domain.insights.kpis.asked.course import Course, course, fitting_grain, stretched
from domain.insights.kpis.asked.only import Only, group_of
from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.kpi import By, Grain, Kpi
from domain.insights.kpis.periods import periods
from domain.insights.kpis.reading import Reading, reach, read
from domain.insights.kpis.receipt import Receipt, receipt
from domain.insights.overview import Person
from domain.kernel.errors import Invalid
from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True)
class KpiQuestion:
    """What is asked of one KPI: by which grain its course goes (None: the one that fits), by what it is
    taken apart, and of which group it is read, such as `segment:core`."""

    key: str
    window: str = "30d"
    as_of: str | None = None
    grain: Grain | None = None
    by: By | None = None
    of: str | None = None

    def checked(self) -> tuple[Kpi, Only | None]:
        """Raises NotFound for a KPI that there is not, Invalid for a grain or group it is not read by."""
        one = kpi(self.key)
        only = None if self.of is None else Only.parse(self.of)
        if only is not None:
            only.check(one)
        if self.by is not None and self.by not in one.by:
            raise Invalid(f"{self.key} is not taken apart by {self.by}: choose {_or(one.by)}")
        if self.grain is not None and self.grain not in one.grains:
            raise Invalid(f"{self.key} is not read by {self.grain}: choose {_or(one.grains)}")
        return one, only


@attrs.frozen(kw_only=True, eq=False)
class KpiCourse:
    """One KPI of a window, beside the window before, and its course by day, week or month."""

    guild: int
    guild_name: str
    as_of: AsOf
    time_zone: str
    opened_at_last_day: bool
    last_activity: datetime | None
    reading: Reading
    before: Reading | None
    course: Course


@attrs.frozen(kw_only=True, eq=False)
class Explained:
    """A KPI with its receipt, and how the members that it names are shown."""

    found: KpiCourse
    receipt: Receipt
    people: Mapping[int, Person]


@attrs.frozen(kw_only=True)
class ReadKpi:
    """Read one KPI of a window, taken apart by something, with its course."""

    gather: KpiGathering

    async def __call__(self, guild: int, asked: KpiQuestion) -> KpiCourse:
        """Raises NotFound for an unknown guild, KPI or group, Invalid for what it is not read by."""
        one, only = asked.checked()
        found = await _gather(self.gather, guild, asked, one, only)
        return await asyncio.to_thread(_read, found, asked, one, only)


@attrs.frozen(kw_only=True)
class Explain:
    """Show where the number of a KPI comes from, what moved it, and who is behind it."""

    gather: KpiGathering

    async def __call__(self, guild: int, asked: KpiQuestion, *, most: int = 50) -> Explained:
        """Of each crowd at most `most` members are named; raises what ReadKpi raises."""
        one, only = asked.checked()
        found = await _gather(self.gather, guild, asked, one, only)

        def work() -> tuple[KpiCourse, Receipt]:
            read_so = _read(found, asked, one, only)
            return read_so, receipt(read_so.reading, read_so.before, found.facts, most=most)

        read_so, written = await asyncio.to_thread(work)
        async with self.gather.store.reading(guild) as unit:
            members = await unit.members.of(written.members) if written.members else {}
        people = {number: person(member) for number, member in members.items()}
        return Explained(found=read_so, receipt=written, people=people)


async def _gather(
    gather: KpiGathering, guild: int, asked: KpiQuestion, one: Kpi, only: Only | None
) -> Gathered:
    def windows(known: Asked) -> list[Window]:
        """Those of which it has to be known who wrote where: for a filter also every period."""
        looked_at = [known.window] if known.window.everything else [known.window, known.window.preceding()]
        if only is not None and only.by == "channel":
            grain = asked.grain or fitting_grain(one, known.window)
            whole = stretched(known.window, grain, known.sheet.first_day)
            looked_at += periods(whole, grain, known.as_of, known.known.settings.time_zone)
        return [reach(one, window) for window in looked_at]

    apart: set[By] = {by for by in (asked.by, None if only is None else only.by) if by is not None}
    return await gather(guild, [one], asked.window, asked.as_of, apart=apart, channels_in=windows)


def _read(found: Gathered, asked: KpiQuestion, one: Kpi, only: Only | None) -> KpiCourse:
    question, facts = found.asked, found.facts
    window = question.window
    if only is not None:
        only.must_be(one, facts, window)

    def at(when: Window) -> Reading:
        return read(one, facts, when, group=group_of(only, one, facts, when), by=asked.by)

    grain = asked.grain or fitting_grain(one, window)
    return KpiCourse(
        guild=facts.guild,
        guild_name=question.known.name,
        as_of=facts.as_of,
        time_zone=facts.settings.time_zone,
        opened_at_last_day=question.resting,
        last_activity=question.known.last_activity,
        reading=at(window),
        before=None if window.everything else at(window.previous()),
        course=course(one, facts, stretched(window, grain, question.sheet.first_day), grain, only),
    )


def _or(choices: Collection[str]) -> str:
    return " or ".join(choices) or "nothing"
