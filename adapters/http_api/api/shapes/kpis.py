"""KPIs as they are answered."""

from typing import Any, Self

from adapters.http_api.api.shapes.base import Community, Days, Person, Shape
from application.insights.kpis.explain import Explained
from application.insights.kpis.read import Readings
from application.insights.kpis.single import KpiCourse
from domain.insights.kpis.asked.course import OldLine
from domain.insights.kpis.kpi import Part
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt import Contribution, Crowd, Movement, movement
from domain.insights.overview import Person as PersonShown


class Number(Shape):
    """A number, or a ratio kept as its two numbers; null is not known, and never zero.

    `covered` is the share of the days, 0 to 1, in which what it needs was heard.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    covered: float
    unavailable: str | None

    @classmethod
    def of(cls, reading: Reading) -> Self:
        return cls(**_numbers(reading))


def _numbers(reading: Reading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "covered": round(reading.covered, 4),
        "unavailable": reading.unavailable,
    }


class KpiPart(Shape):
    """One piece of a number; `kpi` is the key of the KPI that it is a reading of."""

    key: str
    title: str
    numerator: float | None
    denominator: float | None
    kpi: str | None
    note: str | None

    @classmethod
    def of(cls, part: Part) -> Self:
        return cls(
            key=part.key,
            title=part.title,
            numerator=part.numerator,
            denominator=part.denominator,
            kpi=part.kpi,
            note=part.note,
        )


class KpiNumber(Number):
    """One KPI of a window, beside the window before. A `share` is a part of 1, `points` are of 100.

    `grains` and `by` say what its course can be asked in, and what it can be taken apart by.
    `change` is relative: 0.1 is a tenth more; null where there is nothing to compare with.
    """

    key: str
    title: str
    question: str
    unit: str
    better: str
    audience: str
    grains: list[str]
    by: list[str]
    headline: str
    version: int
    window: Days
    read: Days
    caveats: list[str]
    previous: Number | None
    change: float | None

    @classmethod
    def beside(cls, now: Reading, before: Reading | None) -> Self:
        """A reading beside the one of the window before."""
        return cls(**_kpi(now, before))


def _kpi(now: Reading, before: Reading | None) -> dict[str, Any]:
    moved = movement(now, before)
    return {
        **_numbers(now),
        "key": now.kpi.key,
        "title": now.kpi.title,
        "question": now.kpi.question,
        "unit": now.kpi.unit,
        "better": now.kpi.better,
        "audience": now.kpi.audience,
        "grains": list(now.kpi.grains),
        "by": list(now.kpi.by),
        "headline": now.kpi.headline,
        "version": now.definition.version,
        "window": Days.of(now.window),
        "read": Days.of(now.read),
        "caveats": list(now.caveats),
        "previous": None if before is None else Number.of(before),
        "change": None if moved is None else moved.relative,
    }


class KpiList(Shape):
    """The KPIs of a community in a window, in the order of the catalogue."""

    guild: Community
    window: Days
    kpis: list[KpiNumber]

    @classmethod
    def of(cls, found: Readings) -> Self:
        return cls(
            guild=Community.of(found),
            window=Days.of(found.window),
            kpis=[KpiNumber.beside(now, before) for now, before in zip(found.now, found.before, strict=True)],
        )


class Period(Number):
    """One day, week or month of a course."""

    window: Days

    @classmethod
    def of(cls, reading: Reading) -> Self:
        return cls(**_numbers(reading), window=Days.of(reading.window))


class Beside(Shape):
    """The same course by what held before: an earlier definition, or earlier settings."""

    title: str
    why: str
    periods: list[Period]

    @classmethod
    def of(cls, line: OldLine) -> Self:
        return cls(title=line.title, why=line.why, periods=[Period.of(one) for one in line.readings])


class KpiDetail(Shape):
    """One KPI with its parts and its course. Parts of people sum to the numerator; where they overlap, what
    is in several of them is a part of its own.
    """

    guild: Community
    kpi: KpiNumber
    sentence: str
    of: str | None
    parts: list[KpiPart]
    overlapping: bool
    grain: str
    course: list[Period]
    beside: list[Beside]

    @classmethod
    def of_course(cls, found: KpiCourse) -> Self:
        """As it was read."""
        group = found.reading.group
        return cls(
            guild=Community.of(found),
            kpi=KpiNumber.beside(found.reading, found.before),
            sentence=found.reading.definition.sentence,
            of=f"{group.by}:{group.key}" if group.by else None,
            parts=[KpiPart.of(part) for part in found.reading.parts],
            overlapping=found.reading.overlapping,
            grain=found.course.grain,
            course=[Period.of(one) for one in found.course.readings],
            beside=[Beside.of(line) for line in found.course.beside],
        )


class PartMoved(Shape):
    """What one part did to the change."""

    key: str
    title: str
    before: float | None
    now: float | None
    change: float | None
    kpi: str | None

    @classmethod
    def of(cls, part: Contribution) -> Self:
        return cls(
            key=part.key, title=part.title, before=part.before, now=part.now, change=part.change, kpi=part.kpi
        )


class KpiMoved(Shape):
    """What moved the number since the window before. The effects of the two numbers of a ratio sum to the
    change of the ratio.
    """

    before: float
    now: float
    change: float
    relative: float | None
    numerator_effect: float | None
    denominator_effect: float | None
    parts: list[PartMoved]

    @classmethod
    def of(cls, moved: Movement) -> Self:
        effects = moved.effects
        return cls(
            before=moved.before,
            now=moved.now,
            change=moved.change,
            relative=moved.relative,
            numerator_effect=None if effects is None else effects.numerator,
            denominator_effect=None if effects is None else effects.denominator,
            parts=[PartMoved.of(part) for part in moved.contributions],
        )


class People(Shape):
    """So many people, and the most active of them; nobody is named to a key without `read:members`."""

    count: int
    first: list[Person]

    @classmethod
    def of(cls, crowd: Crowd | None, names: dict[int, PersonShown]) -> "People | None":
        if crowd is None:
            return None
        named = [Person.of(names[number]) for number in crowd.first if number in names]
        return cls(count=crowd.count, first=named)


class KpiReceipt(Shape):
    """Where a number comes from: `said` is the number as people read it, `formula` has its numbers in it."""

    guild: Community
    kpi: KpiNumber
    sentence: str
    said: str
    formula: str
    moved: KpiMoved | None
    behind: People | None
    entered: People | None
    left: People | None
    caveats: list[str]

    @classmethod
    def of(cls, found: Explained, *, named: bool) -> Self:
        """With names only for whoever may read them."""
        course, receipt = found.found, found.receipt
        names = dict(found.people) if named else {}
        return cls(
            guild=Community.of(course),
            kpi=KpiNumber.beside(receipt.reading, receipt.before),
            sentence=receipt.sentence,
            said=receipt.said,
            formula=receipt.formula,
            moved=None if receipt.movement is None else KpiMoved.of(receipt.movement),
            behind=People.of(receipt.behind, names),
            entered=People.of(receipt.entered, names),
            left=People.of(receipt.left, names),
            caveats=list(receipt.caveats),
        )
