"""Copies of one key: which one counts, and that neither order nor the cutting of batches decides it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import MESSAGE, REACTIONS_SEEN
from domain.community.log.entry import Change, Entry, details_of, rank, seen_count, sort_in, winner
from tests.builders.activities import DAY, MINUTE, TIME_ZERO
from tests.builders.entries import COPIES, an_entry

BATCHES = st.lists(st.lists(COPIES, max_size=6), max_size=6)


def slow_winner(copies: Sequence[Entry]) -> Entry:
    """The rule of DESIGN in sentences: each sentence keeps only the copies that it prefers."""
    left = list(copies)
    if left[0].kind == REACTIONS_SEEN:
        most = max(seen_count(copy) for copy in left)
        left = [copy for copy in left if seen_count(copy) == most]
    left = [copy for copy in left if not copy.inferred] or left
    left = [copy for copy in left if copy.toward_no is not None] or left
    earliest = min(copy.occurred_at for copy in left)
    left = [copy for copy in left if copy.occurred_at == earliest]
    most = max(len(details_of(copy)) for copy in left)
    left = [copy for copy in left if len(details_of(copy)) == most]
    smallest = min(copy.digest for copy in left)
    return next(copy for copy in left if copy.digest == smallest)


def logged(batches: Sequence[Sequence[Entry]]) -> tuple[dict[bytes, list[Entry]], list[Change]]:
    """A log that batches were sorted into one after the other, and every change of a winner."""
    log: dict[bytes, list[Entry]] = {}
    changes: list[Change] = []
    for batch in batches:
        known = {entry.key: list(log[entry.key]) for entry in batch if entry.key in log}
        news = sort_in(batch, known)
        for entry in news.fresh:
            log.setdefault(entry.key, []).append(entry)
        changes += news.changes
    return log, changes


@given(st.lists(COPIES, min_size=1, max_size=8))
def test_the_winner_is_the_one_that_the_sentences_choose(entries: list[Entry]) -> None:
    copies = [entry for entry in entries if entry.key == entries[0].key]
    assert rank(winner(copies)) == rank(slow_winner(copies))


@given(st.lists(COPIES, min_size=1, max_size=5))
def test_the_winner_does_not_depend_on_who_came_first(entries: list[Entry]) -> None:
    copies = [entry for entry in entries if entry.key == entries[0].key]
    assert len({rank(winner(order)) for order in permutations(copies)}) == 1


@given(COPIES, COPIES)
def test_two_copies_that_say_different_things_always_have_an_order(one: Entry, other: Entry) -> None:
    if one.key == other.key and one.digest != other.digest:
        assert (rank(one) < rank(other)) != (rank(other) < rank(one))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"inferred": False, "at": TIME_ZERO + DAY}, {"inferred": True, "toward_no": 3}),
        ({"toward_no": 3, "at": TIME_ZERO + DAY}, {"toward_no": None}),
        ({"at": TIME_ZERO}, {"at": TIME_ZERO + timedelta(microseconds=1)}),
        ({"digest": -5}, {"digest": 5}),
        (
            {"kind": REACTIONS_SEEN, "emoji": "🎉", "count": 4, "inferred": True, "at": TIME_ZERO + DAY},
            {"kind": REACTIONS_SEEN, "emoji": "🎉", "count": 3},
        ),
    ],
)
def test_exact_beats_inferred_then_known_beats_unknown_then_the_earliest(better: dict, worse: dict) -> None:
    good, bad = an_entry(**better), an_entry(**{"digest": 1} | worse)
    assert winner([good, bad]) == winner([bad, good]) == good


@given(BATCHES)
def test_the_log_ends_with_the_same_copies_and_winners_however_it_was_filled(
    batches: list[list[Entry]],
) -> None:
    everything = [entry for batch in batches for entry in batch]
    log, changes = logged(batches)
    assert {key: {(c.key, c.digest) for c in copies} for key, copies in log.items()} == {
        key: {(c.key, c.digest) for c in everything if c.key == key} for key in {c.key for c in everything}
    }
    assert all(len(copies) == len({copy.digest for copy in copies}) for copies in log.values())
    counted: dict[bytes, Entry] = {}
    for old, new in changes:
        assert counted.get(new.key) == old, "a change must take away exactly what counted before"
        counted[new.key] = new
    assert {key: rank(entry) for key, entry in counted.items()} == {
        key: rank(slow_winner(copies)) for key, copies in log.items()
    }


@given(BATCHES, st.randoms(use_true_random=False))
def test_one_batch_or_many_in_any_order_make_the_same_winners(
    batches: list[list[Entry]], draw: object
) -> None:
    everything = [entry for batch in batches for entry in batch]
    shuffled = list(everything)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    ends = [
        logged(cut)[0] for cut in (batches, [everything], [[one] for one in shuffled], [shuffled, everything])
    ]
    winners = [{key: rank(winner(copies)) for key, copies in log.items()} for log in ends]
    assert winners[0] == winners[1] == winners[2] == winners[3]


def test_what_is_sent_again_is_neither_fresh_nor_a_change() -> None:
    entry = an_entry()
    first = sort_in([entry, entry], {})
    assert (first.fresh, first.changes) == ([entry], [Change(None, entry)])
    again = sort_in([entry, an_entry(source="history")], {entry.key: [entry]})
    assert (again.fresh, again.changes) == ([], [])


def test_a_copy_that_does_not_count_is_kept_all_the_same() -> None:
    counted, late = an_entry(), an_entry(at=TIME_ZERO + MINUTE, digest=7)
    assert sort_in([late], {counted.key: [counted]}) == ([late], [])


@pytest.mark.parametrize("details", ["{}", "[]", "1", '"x"', "null", '{"count": null}', '{"count": "7"}'])
def test_details_that_hold_no_count_saw_nothing(details: str) -> None:
    assert seen_count(an_entry(REACTIONS_SEEN, details=details)) == 0
    assert isinstance(details_of(an_entry(MESSAGE, details=details)), dict)
