"""Who is who: accounts elsewhere, segments, tiers, dates of joining."""

from datetime import timedelta

import attrs
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.community.identity.coverage import LinkedAccounts
from tests.builders.activities import TIME_ZERO
from tests.builders.readings.kpis import MONTH, behind, belonging, days, reading, said, some_facts

LINKS = LinkedAccounts.of(
    [
        (0, "steam", TIME_ZERO - timedelta(days=20)),
        (0, "dota", TIME_ZERO - timedelta(days=3)),
        (1, "dota", TIME_ZERO - timedelta(days=3)),
        (3, "steam", TIME_ZERO - timedelta(days=20)),
    ]
)
FACTS = some_facts(*said(0, -1), *said(1, -1), *said(2, -1)).anew(accounts=LINKS)


def test_id_coverage_is_of_those_who_were_active() -> None:
    found = reading("id_coverage", FACTS)
    assert (behind(found), found.denominator) == ({0, 1}, 3)


def test_id_coverage_by_platform_is_of_everybody_and_overlaps() -> None:
    found = reading("id_coverage", FACTS, by="platform")
    assert [(part.title, part.numerator, part.denominator) for part in found.parts[:2]] == [
        ("Dota", 2, 3),
        ("Steam", 1, 3),
    ]
    assert sum(part.numerator or 0 for part in found.parts) == found.numerator


def test_an_account_that_was_linked_later_was_not_known_then() -> None:
    facts = FACTS.anew(activity=some_facts(*said(0, -10), *said(1, -10)).activity)
    assert behind(reading("id_coverage", facts, days(-12, -8))) == {0}


def test_everybody_is_in_one_segment() -> None:
    found = reading("classification_coverage", some_facts(*said(0, 0), *said(6, -100)), MONTH)
    assert found.value == 1
    assert sum(part.numerator or 0 for part in found.parts) == found.numerator == 7
    assert reading("classification_coverage", some_facts(count=0)).unavailable


ROWS = st.sets(st.tuples(st.integers(-80, 0), st.integers(0, 5)), max_size=30).map(
    lambda pairs: [(day, who, 1) for day, who in sorted(pairs)]
)
TOLD = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.one_of(st.none(), st.integers(-100, -1)),
        st.one_of(st.none(), st.integers(-60, 0)),
    ),
    max_size=6,
    unique_by=lambda row: row[0],
)


@given(
    ROWS, TOLD, st.sets(st.integers(0, 5)), st.integers(-70, 0), st.sampled_from(["standard", "document 001"])
)
def test_whoever_was_met_is_in_exactly_one_segment(
    rows: list[tuple[int, int, int]],
    told: list[tuple[int, int | None, int | None]],
    bots: set[int],
    last: int,
    preset: str,
) -> None:
    facts = some_facts(*rows, people=belonging(6, *told, bots=bots), segment_preset=preset)
    found = reading("classification_coverage", facts, days(-75, last))
    assert found.numerator == found.denominator
    assert sum(part.numerator or 0 for part in found.parts) == (found.numerator or 0)


def test_tiers_say_how_many_of_each_take_part() -> None:
    people = belonging(4, roles=[(0, 7, 0, None), (1, 7, 0, None), (2, 8, 0, None)])
    facts = some_facts(*said(0, 0), *said(3, 0), people=people, tiers={"7": "host", "8": "captain"})
    found = reading("tier_status", facts)
    assert {part.key: (part.numerator, part.denominator) for part in found.parts if part.denominator} == {
        "host": (1, 2),
        "captain": (0, 1),
        "member": (1, 1),
    }
    assert (found.numerator, found.denominator, found.caveats) == (2, 4, ())
    assert "No role means a tier yet" in reading("tier_status", some_facts(*said(0, 0))).caveats[0]


def test_a_join_that_is_a_guess_is_no_known_date() -> None:
    people = belonging(3, (0, -20, None), (1, -20, None), (2, None, None))
    guessed = attrs.evolve(people, joined_inferred=np.array([False, True, False]))
    found = reading("joins_known", some_facts(people=guessed))
    assert (behind(found), found.denominator) == ({0}, 3)
