"""What was heard and what came in."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from domain.community.coverage import CoverageSpan
from domain.community.log.intake import LAG_BOUNDS, Received
from domain.community.log.letters import Parked
from domain.community.missed import NotedGap
from domain.insights.kpis.facts import KpiFacts
from domain.kernel.windows import AsOf
from tests.builders.activities import DAY_ZERO
from tests.builders.readings.kpis import days, heard, reading, some_facts
from tests.builders.sheets import TODAY

MIDNIGHT = datetime(DAY_ZERO.year, DAY_ZERO.month, DAY_ZERO.day, tzinfo=UTC)


def at(day: float) -> datetime:
    return MIDNIGHT + timedelta(days=day)


def told(*rows: tuple[int, str, str, int, int]) -> KpiFacts:
    received = Received.of(
        (TODAY + day, source, what, bucket, count) for day, source, what, bucket, count in rows
    )
    return some_facts().anew(received=received)


ROWS = (
    (0, "gateway", "accepted", 0, 60),
    (0, "gateway", "duplicate", 0, 10),
    (0, "backfill", "accepted", 0, 20),
    (-1, "history", "accepted", 0, 20),
    (-1, "ingest", "differing", 0, 5),
    (-1, "gateway", "lag", 3, 90),
    (-1, "gateway", "lag", 5, 10),
    (-1, "gateway", "lag", len(LAG_BOUNDS), 900),
    (-9, "gateway", "accepted", 0, 7),
)


def test_what_came_in_is_counted_by_what_became_of_it() -> None:
    facts = told(*ROWS)
    assert reading("intake_new", facts).value == 100
    assert [(part.title, part.numerator) for part in reading("intake_new", facts).parts] == [
        ("Gateway", 60),
        ("Backfill", 20),
        ("History", 20),
    ]
    twice = reading("intake_duplicates", facts)
    assert (twice.numerator, twice.denominator) == (10, 115)
    assert reading("intake_differing", facts).value == 5
    late = reading("intake_backfill", facts)
    assert (late.numerator, late.denominator) == (40, 100)


def test_delays_are_of_what_was_told_live() -> None:
    facts = told(*ROWS)
    assert LAG_BOUNDS[2] < (reading("lag_p50", facts).value or 0) <= LAG_BOUNDS[3]
    assert LAG_BOUNDS[4] < (reading("lag_p95", facts).value or 0) <= LAG_BOUNDS[5]
    assert reading("lag_p50", facts).middle_of == reading("lag_p95", facts).middle_of == 100


def test_where_nothing_came_in_there_is_no_share_of_it() -> None:
    for key in ("intake_duplicates", "intake_backfill", "lag_p50", "lag_p95"):
        assert reading(key, told()).unavailable, key
    assert reading("intake_new", told()).value == 0


def test_coverage_is_that_of_what_is_heard_least_and_says_all() -> None:
    spans = [*heard(-400, 1, "messages"), *heard(-400, -3, "voice")]
    found = reading("logging_coverage", some_facts(spans=spans))
    assert found.value == pytest.approx(3 / 7)
    assert {part.key: part.numerator for part in found.parts} == {"messages": 168, "voice": pytest.approx(72)}
    assert reading("logging_coverage", some_facts(spans=[])).unavailable


def test_hours_of_a_day_that_the_clocks_change_are_its_own() -> None:
    facts = some_facts(time_zone="Europe/Berlin")
    october = AsOf.end_of(datetime(2025, 10, 26, tzinfo=UTC).date(), "Europe/Berlin")
    facts = facts.anew(as_of=october)
    window = attrs.evolve(days(0), first=october.last_day, last=october.last_day)
    assert reading("logging_coverage", facts, window).denominator == 25


def test_gaps_say_why() -> None:
    spans = [
        CoverageSpan(family=family, start=start, end=end, source="gateway")
        for family in ("messages", "voice")
        for start, end in ((at(-400), at(-3)), (at(-2.5), at(-1)), (at(-0.5), at(1)))
    ]
    noted = [
        NotedGap(family=family, start=at(-3), end=at(-2.5), reason="restarted")
        for family in ("messages", "voice")
    ]
    facts = some_facts(spans=spans).anew(noted=noted)
    found = reading("logging_gaps", facts)
    assert found.value == 2, "both families fell silent together"
    assert {part.key: part.numerator for part in found.parts} == {"restarted": 1, "disconnected": 1}
    assert {part.title for part in found.parts} == {"The bot was not running", "The bot was not connected"}


def test_letters_are_those_that_were_not_mended_by_then() -> None:
    letters = (
        Parked(at(-20), "unknown_kind", None),
        Parked(at(-3), "unknown_kind", None),
        Parked(at(-3), "bad_number", at(-2)),
        Parked(at(-1), "bad_number", at(5)),
    )
    facts = some_facts().anew(letters=letters)
    found = reading("dead_letters", facts)
    assert {part.key: part.numerator for part in found.parts} == {"unknown_kind": 1, "bad_number": 1}
    assert found.value == 2
