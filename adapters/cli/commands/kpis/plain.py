"""Readings as JSON, in the words of the HTTP API: a program that reads one reads the other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from application.insights.kpis.explain import Explained
    from application.insights.kpis.read import Readings
    from application.insights.kpis.single import KpiCourse
    from domain.insights.kpis.asked.course import OldLine
    from domain.insights.kpis.asked.heading import Heading
    from domain.insights.kpis.kpi import Part
    from domain.insights.kpis.reading import Reading
    from domain.insights.kpis.receipt import Contribution, Crowd, Movement
    from domain.insights.overview import Person
    from domain.kernel.windows import Window


def all_of(found: "Readings") -> dict[str, Any]:
    """Every number of a window."""
    return {
        "guild": _guild(found),
        "window": _days(found.window),
        "kpis": [number_of(now, was) for now, was in zip(found.now, found.before, strict=True)],
    }


def one_of(found: "KpiCourse") -> dict[str, Any]:
    """One number with its parts and its course."""
    group = found.reading.group
    return {
        "guild": _guild(found),
        "kpi": number_of(found.reading, found.before),
        "sentence": found.reading.definition.sentence,
        "of": f"{group.by}:{group.key}" if group.by else None,
        "parts": [_part(part) for part in found.reading.parts],
        "overlapping": found.reading.overlapping,
        "grain": found.course.grain,
        "course": [_period(one) for one in found.course.readings],
        "beside": [_old(line) for line in found.course.beside],
    }


def receipt_of(explained: "Explained") -> dict[str, Any]:
    """Where a number comes from."""
    found, receipt, people = explained.found, explained.receipt, explained.people
    return {
        "guild": _guild(found),
        "kpi": number_of(receipt.reading, receipt.before),
        "sentence": receipt.sentence,
        "said": receipt.said,
        "formula": receipt.formula,
        "moved": None if receipt.movement is None else _moved(receipt.movement),
        "behind": _people(receipt.behind, people),
        "entered": _people(receipt.entered, people),
        "left": _people(receipt.left, people),
        "caveats": list(receipt.caveats),
    }


def _guild(found: "Heading") -> dict[str, Any]:
    return {"id": str(found.guild), "name": found.guild_name, "time_zone": found.time_zone}


def number_of(now: "Reading", before: "Reading | None") -> dict[str, Any]:
    """A number beside the one of the window before."""
    from domain.insights.kpis.receipt import movement

    moved = movement(now, before)
    said = {name: getattr(now.kpi, name) for name in ("key", "title", "question", "unit", "better")}
    return {
        **_numbers(now),
        **said,
        "audience": now.kpi.audience,
        "headline": now.kpi.headline,
        "grains": list(now.kpi.grains),
        "by": list(now.kpi.by),
        "version": now.definition.version,
        "window": _days(now.window),
        "read": _days(now.read),
        "caveats": list(now.caveats),
        "previous": None if before is None else _numbers(before),
        "change": None if moved is None else moved.relative,
    }


def _numbers(reading: "Reading") -> dict[str, Any]:
    return {
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "covered": round(reading.covered, 4),
        "unavailable": reading.unavailable,
    }


def _days(window: "Window") -> dict[str, Any]:
    first, last = window.first.isoformat(), window.last.isoformat()
    return {"first": first, "last": last, "label": window.label, "open": window.open}


def _part(part: "Part") -> dict[str, Any]:
    return {name: getattr(part, name) for name in ("key", "title", "numerator", "denominator", "kpi", "note")}


def _period(reading: "Reading") -> dict[str, Any]:
    return {**_numbers(reading), "window": _days(reading.window)}


def _old(line: "OldLine") -> dict[str, Any]:
    periods = [_period(reading) for reading in line.readings]
    return {"title": line.title, "why": line.why, "periods": periods}


def _moved(moved: "Movement") -> dict[str, Any]:
    effects = moved.effects
    return {
        "before": moved.before,
        "now": moved.now,
        "change": moved.change,
        "relative": moved.relative,
        "numerator_effect": None if effects is None else effects.numerator,
        "denominator_effect": None if effects is None else effects.denominator,
        "parts": [_contribution(one) for one in moved.contributions],
    }


def _contribution(one: "Contribution") -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("key", "title", "before", "now", "change", "kpi")}


def _people(crowd: "Crowd | None", people: "Mapping[int, Person]") -> dict[str, Any] | None:
    if crowd is None:
        return None
    named = [{"member": str(who), "name": people[who].name} for who in crowd.first if who in people]
    return {"count": crowd.count, "first": named}
