"""The rows that a reading is published as, and when they are news."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import attrs

from domain.insights.kpis.kpi import Audience, Grain, Kpi, Part, Unit
from domain.insights.kpis.reading import Reading, value_of

_NOISE = 1e-9
"""Sums that were made in another order differ by less."""


class RowKey(NamedTuple):
    """What a row is about: `by` and `part` are empty for the whole."""

    key: str
    grain: Grain
    first: date
    by: str
    part: str


@attrs.frozen(kw_only=True)
class PublishedReading:
    """One number of a closed period, as it is published; `revision` counts the times that it changed."""

    key: str
    audience: Audience
    version: int
    grain: Grain
    first: date
    last: date
    by: str = ""
    part: str = ""
    title: str = ""
    unit: Unit
    numerator: float | None
    denominator: float | None
    value: float | None
    covered: float
    unavailable: str | None
    revision: int = 1

    @property
    def about(self) -> RowKey:
        """What it is about, whatever it says."""
        return RowKey(self.key, self.grain, self.first, self.by, self.part)

    def says_the_same(self, other: "PublishedReading") -> bool:
        """Whether nobody who reads rows would notice a difference but in its revision."""
        return (
            (self.version, self.audience, self.last, self.title, self.unit, self.unavailable)
            == (other.version, other.audience, other.last, other.title, other.unit, other.unavailable)
            and _alike(self.numerator, other.numerator)
            and _alike(self.denominator, other.denominator)
            and _alike(self.value, other.value)
            and _alike(self.covered, other.covered)
        )


def rows_of(reading: Reading, grain: Grain, by: str = "") -> list[PublishedReading]:
    """The whole of a reading; with `by` its parts instead, which were taken apart by that."""
    whole = PublishedReading(
        key=reading.kpi.key,
        audience=reading.kpi.audience,
        version=reading.definition.version,
        grain=grain,
        first=reading.window.first,
        last=reading.window.last,
        unit=reading.kpi.unit,
        numerator=_number(reading.numerator),
        denominator=_number(reading.denominator),
        value=_number(reading.value),
        covered=reading.covered,
        unavailable=reading.unavailable,
    )
    return [_part(whole, reading.kpi, by, part) for part in reading.parts] if by else [whole]


def _part(whole: PublishedReading, kpi: Kpi, by: str, part: Part) -> PublishedReading:
    numerator, denominator = _number(part.numerator), _number(part.denominator)
    return attrs.evolve(
        whole,
        by=by,
        part=part.key,
        title=part.title,
        numerator=numerator,
        denominator=denominator,
        value=_number(value_of(kpi, numerator, denominator)),
        unavailable=part.note if numerator is None else None,
    )


def news(
    read: Iterable[PublishedReading], latest: Mapping[RowKey, PublishedReading]
) -> list[PublishedReading]:
    """Of what was read just now what says something else than the latest rows; as their next revisions."""
    found = []
    for row in read:
        before = latest.get(row.about)
        if before is None:
            found.append(attrs.evolve(row, revision=1))
        elif not row.says_the_same(before):
            found.append(attrs.evolve(row, revision=before.revision + 1))
    return found


def gone(
    read: Iterable[PublishedReading], latest: Mapping[RowKey, PublishedReading]
) -> list[PublishedReading]:
    """What was published and is no more, such as a part of a number: it says so in a revision of its own."""
    about = {row.about for row in read}
    return [
        attrs.evolve(
            row, numerator=None, denominator=None, value=None, unavailable=NO_MORE, revision=row.revision + 1
        )
        for key, row in latest.items()
        if key not in about and row.unavailable != NO_MORE
    ]


NO_MORE = "This is no longer published."


def _number(found: float | None) -> float | None:
    """What is not finite is no number: a database would keep it, and nobody could add it up."""
    return None if found is None or not math.isfinite(found) else float(found)


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_NOISE, abs_tol=_NOISE)
