"""Answers "how is this number, and where does it come from?": one KPI, its course and its receipt."""

import asyncio
from collections.abc import Mapping

import attrs

from application.insights.asking.context import person
from application.insights.kpis.courses import Courses
from application.insights.kpis.gathering import KpiGathering
from application.insights.kpis.question import KpiQuestion
from application.insights.kpis.single import KpiCourse, gathered, read_one
from domain.insights.kpis.receipt import Receipt, receipt
from domain.insights.overview import Person


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
    courses: Courses

    async def __call__(self, guild: int, question: KpiQuestion) -> KpiCourse:
        """Raises NotFound for an unknown guild, KPI or group, Invalid for what it is not read by."""
        question.checked(self.gather.kpis)
        past = await self.courses.past(guild)
        found = await gathered(self.gather, guild, question)
        return await read_one(self.gather, past, found, question)


@attrs.frozen(kw_only=True)
class Explain:
    """Show where the number of a KPI comes from, what moved it, and who is behind it."""

    gather: KpiGathering
    courses: Courses

    async def __call__(self, guild: int, question: KpiQuestion, *, most: int = 50) -> Explained:
        """Of each crowd at most `most` members are named; raises what ReadKpi raises."""
        question.checked(self.gather.kpis)
        past = await self.courses.past(guild)
        facts = await gathered(self.gather, guild, question)
        found = await read_one(self.gather, past, facts, question)
        written = await asyncio.to_thread(
            receipt, found.reading, found.before, facts.facts, most=most, beside=found.course.beside
        )
        async with self.gather.store.reading(guild) as work:
            members = await work.members.of(written.members) if written.members else {}
        people = {number: person(member) for number, member in members.items()}
        return Explained(found=found, receipt=written, people=people)
