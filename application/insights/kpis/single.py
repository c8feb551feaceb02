"""Reads one KPI as it was asked for, with its course and the lines of what held before."""

import asyncio
from collections.abc import Callable

import attrs

from application.insights.asking import Asked
from application.insights.kpis.courses import Past
from application.insights.kpis.gathering import Gathered, KpiGathering
from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.asked.changed import Changed, changed
from domain.insights.kpis.asked.course import Course, Under, course, fitting_grain, stretched
from domain.insights.kpis.asked.heading import Heading
from domain.insights.kpis.asked.only import group_of
from domain.insights.kpis.kpi import Grain, Kpi
from domain.insights.kpis.periods import periods
from domain.insights.kpis.reading import Reading, reach, read
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True, eq=False)
class KpiCourse(Heading):
    """One KPI of a window, beside the window before, and its course by day, week or month."""

    reading: Reading
    before: Reading | None
    course: Course


async def gathered(gather: KpiGathering, guild: int, question: KpiQuestion) -> Gathered:
    """The facts of one KPI; raises what `KpiQuestion.checked` and every question of a guild raise."""
    one = question.checked(gather.kpis)

    def windows(known: Asked) -> list[Window]:
        """Those of which it has to be known who was where: for a filter also every period."""
        looked_at = [known.window] if known.window.everything else [known.window, known.window.preceding()]
        if question.only is not None:
            looked_at += periods(*_over(one, question, known), known.as_of, known.known.settings.time_zone)
        return [reach(one, window, known.as_of) for window in looked_at]

    apart = question.apart
    return await gather(guild, [one], question.window, question.as_of, apart=apart, channels_in=windows)


async def read_one(gather: KpiGathering, past: Past, found: Gathered, question: KpiQuestion) -> KpiCourse:
    """Raises NotFound for a group that there is not in these days; `past` is of before it was gathered."""
    one = question.checked(gather.kpis)
    over, grain = _over(one, question, found.asked)
    under = [
        Under(changed=each, facts=await gather.under(found, each.before))
        for each in await _changed(gather, one, found, over)
    ]
    remembering = past.of(found.facts)

    def known(kpi: Kpi, period: Window) -> Reading:
        return remembering(kpi, period).reading(kpi, found.facts.as_of)

    def draw() -> Course:
        return course(one, found.facts, over, grain, question.only, under, known)

    return await asyncio.to_thread(_read, one, found, question, draw)


def _read(one: Kpi, found: Gathered, question: KpiQuestion, draw: Callable[[], Course]) -> KpiCourse:
    asked, facts, only = found.asked, found.facts, question.only
    if only is not None:
        only.must_be(one, facts, asked.window)

    def at(window: Window) -> Reading:
        return read(one, facts, window, group=group_of(only, one, facts, window), by=question.by)

    return KpiCourse(
        **asked.heading.told,
        reading=at(asked.window),
        before=None if asked.window.everything else at(asked.window.preceding()),
        course=draw(),
    )


async def _changed(gather: KpiGathering, one: Kpi, found: Gathered, over: Window) -> tuple[Changed, ...]:
    """What was changed on the way of the course that the KPI depends on."""
    if not one.settings:
        return ()
    settings = found.facts.settings
    async with gather.store.reading(found.facts.guild) as work:
        versions = await work.guild.settings()
    start, end = over.instants(settings.time_zone)
    return changed(one, versions, settings, start, min(end, found.facts.as_of.instant))


def _over(one: Kpi, question: KpiQuestion, asked: Asked) -> tuple[Window, Grain]:
    """The time and the grain of the course."""
    grain = question.grain or fitting_grain(one, asked.window)
    return stretched(asked.window, grain, asked.sheet.first_day), grain
