"""Readings as plain values: what a program is told, the same by every door. Ids are text."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.insights.kpis.asked.course import Course, OldLine
from domain.insights.kpis.kpi import Kpi, Part
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt import Contribution, Crowd, Movement, Receipt
from domain.insights.kpis.receipt.words import headline
from domain.insights.overview import Person
from domain.kernel.windows import Window


def plain_kpi(kpi: Kpi) -> dict[str, Any]:
    """What an entry of the catalogue says of itself."""
    return {
        "key": kpi.key,
        "title": kpi.title,
        "question": kpi.question,
        "audience": kpi.audience,
        "unit": kpi.unit,
        "better": kpi.better,
        "headline": kpi.headline,
        "version": kpi.version,
        "definition": kpi.definition.sentence,
        "grains": list(kpi.grains),
        "by": list(kpi.by),
    }


def plain_reading(reading: Reading) -> dict[str, Any]:
    """A number with its two numbers, its days, what was heard of them, and its parts."""
    group = reading.group
    return {
        "key": reading.kpi.key,
        "title": reading.kpi.title,
        "unit": reading.kpi.unit,
        "version": reading.definition.version,
        "window": _window(reading.window),
        "read": {"first": reading.read.first.isoformat(), "last": reading.read.last.isoformat()},
        "as_of": _moment(reading.as_of.instant),
        "of": f"{group.by}:{group.key}" if group.by else None,
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "shown": headline(reading),
        "coverage": reading.covered,
        "open": reading.open,
        "unavailable": reading.unavailable,
        "parts": [_part(part) for part in reading.parts],
        "parts_overlap": reading.overlapping,
        "caveats": list(reading.caveats),
    }


def plain_course(course: Course) -> dict[str, Any]:
    """Each period, and the lines by what held before."""
    return {
        "grain": course.grain,
        "periods": [_point(reading) for reading in course.readings],
        "before_changes": [_old(line) for line in course.beside],
    }


def plain_receipt(receipt: Receipt, people: Mapping[int, Person]) -> dict[str, Any]:
    """Where a number comes from; members have their number as text, and their name."""
    return {
        "sentence": receipt.sentence,
        "formula": receipt.formula,
        "shown": receipt.said,
        "movement": None if receipt.movement is None else _movement(receipt.movement),
        "members": _crowd(receipt.behind, people),
        "entered": _crowd(receipt.entered, people),
        "left": _crowd(receipt.left, people),
        "caveats": list(receipt.caveats),
    }


def _window(window: Window) -> dict[str, Any]:
    return {
        "text": window.label,
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "open": window.open,
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": part.title,
        "numerator": part.numerator,
        "denominator": part.denominator,
        "kpi": part.kpi,
        "note": part.note,
    }


def _point(reading: Reading) -> dict[str, Any]:
    return {
        "period": reading.window.label,
        "first": reading.window.first.isoformat(),
        "last": reading.window.last.isoformat(),
        "open": reading.open,
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "coverage": reading.covered,
        "unavailable": reading.unavailable,
    }


def _old(line: OldLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "why": line.why,
        "until": line.since.isoformat() if line.since else None,
        "periods": [_point(reading) for reading in line.readings],
    }


def _movement(moved: Movement) -> dict[str, Any]:
    return {
        "before": moved.before,
        "now": moved.now,
        "change": moved.change,
        "relative": moved.relative,
        "by_numerator": moved.effects.numerator if moved.effects else None,
        "by_denominator": moved.effects.denominator if moved.effects else None,
        "parts": [_contribution(one) for one in moved.contributions],
    }


def _contribution(one: Contribution) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "before": one.before,
        "now": one.now,
        "change": one.change,
        "kpi": one.kpi,
    }


def _crowd(crowd: Crowd | None, people: Mapping[int, Person]) -> dict[str, Any] | None:
    if crowd is None:
        return None
    named = [{"member": str(who), "name": people[who].name} for who in crowd.first if who in people]
    return {"count": crowd.count, "first": named}


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
