"""The directory says of everybody what a slow count says, and finds them in one order only."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.settings import GuildSettings
from domain.community.tiers import TIERS, tier_of
from domain.insights.directory import (
    COLUMNS,
    GROUPS,
    PAGE_SIZE,
    MemberNames,
    Question,
    Roll,
    found,
    roll_call,
)
from domain.insights.directory.finding import lines
from domain.insights.directory.names import named_like
from domain.insights.scoring import score
from domain.kernel.instants import day_number
from tests.builders.sheets import TODAY, member_days, members, some_member_days

PEOPLE, DAYS = 7, 6
SETTINGS = GuildSettings(tiers={"701": "host", "702": "staff", "703": "member"})
NAMES = st.dictionaries(
    st.integers(0, PEOPLE - 1),
    st.sampled_from(["Ada", "ada", "Émile", "emile", "Ben =1+1", "", "\u202eAda", "Ｂｅｎ"]),
)
DAY = st.none() | st.integers(TODAY - 3, TODAY + DAYS)
MEMBERSHIPS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), DAY, DAY), max_size=8).map(
    lambda rows: sorted(rows, key=lambda row: row[0])
)
ROLES = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(701, 704), DAY, DAY), max_size=8)
QUESTIONS = st.builds(
    Question,
    search=st.sampled_from(["", "a", "ADA", "emile", "=", "ben", "1001", "<@1002>", "nobody"]),
    group=st.sampled_from(GROUPS),
    tier=st.none() | st.sampled_from(TIERS),
    sort=st.sampled_from(COLUMNS),
    descending=st.booleans(),
    page=st.none() | st.integers(-1, 3),
)


def named(names: dict[int, str]) -> MemberNames:
    return MemberNames.of(names, {number: str(1000 + number) for number in names})


class Slow:
    """The same by plain loops over plain rows."""

    def __init__(
        self, rows: Any, spans: Any, roles: Any, bots: Any, erased: Any, span: Any, until: int
    ) -> None:
        self.rows, self.spans, self.roles, self.bots, self.erased = rows, spans, roles, bots, erased
        self.span, self.until = span, until

    def line(self, who: int) -> dict[str, Any] | None:
        """None for somebody who is not in the directory."""
        mine = [row for row in self.rows if row[1] == who]
        held = [one for one in self.spans if one[0] == who]
        begun = [one for one in held if one[1] is None or one[1] < self.until]
        roles = [one for one in self.roles if one[0] == who]
        met = any(row[0] < self.until for row in mine) or begun
        first = min((one[1] for one in held if one[1] is not None), default=None)
        for _, _, told, to in roles:
            joined_before = first is not None and (to is None or first <= to)
            since = first if told is None and joined_before else told
            met = met or since is None or since < self.until
        if who in self.erased or (not met and (mine or held or roles)):
            return None
        within = [row for row in mine if self.span[0] <= row[0] < self.span[1]]
        seen = [row[0] for row in mine if row[0] < self.until and (row[2] or row[3] or row[5])]
        known = [one for one in begun if one[1] is not None or (one[2] is not None and one[2] < self.until)]
        _, joined, left = known[-1] if known else (who, None, None)
        messages, reactions = sum(row[2] for row in within), sum(row[3] for row in within)
        gone = left is not None and left < self.until
        active = any(row[2] or row[3] or row[5] for row in within)
        groups = {"bots"} if who in self.bots else {"everyone"}
        if who not in self.bots:
            groups |= {"active"} if active else set()
            groups |= {"silent"} if not active and not gone else set()
            groups |= {"left"} if gone else set()
        return {
            "score": score(messages, reactions, SETTINGS),
            "messages": messages,
            "reactions": reactions,
            "voice": sum(row[5] for row in within),
            "last_seen": max(seen, default=None),
            "joined": joined if joined is not None else min(seen, default=None),
            "inferred": joined is None and bool(seen),
            "left": gone,
            "tier": None if who in self.bots else self.tier(who),
            "groups": groups,
        }

    def tier(self, who: int) -> str:
        held = [
            role
            for one, role, since, to in self.roles
            if one == who and since is not None and since < self.until and (to is None or to >= self.until)
        ]
        return tier_of(held, SETTINGS.tiers)


def number_of(day: Any) -> int | None:
    return None if day is None else day_number(day)


@given(
    some_member_days(days=DAYS, people=PEOPLE),
    MEMBERSHIPS,
    ROLES,
    st.sets(st.integers(0, PEOPLE - 1), max_size=2),
    st.sets(st.integers(0, PEOPLE - 1), max_size=2),
    st.integers(TODAY - 1, TODAY + DAYS),
    st.integers(0, 4),
    st.integers(0, 3),
    NAMES,
    QUESTIONS,
)
def test_the_directory_is_what_a_slow_count_says(
    rows: Any,
    spans: Any,
    roles: Any,
    bots: Any,
    erased: Any,
    first: int,
    length: int,
    more: int,
    names: Any,
    question: Question,
) -> None:
    until = first + length + more
    slow = Slow(rows, spans, roles, bots, erased, (first, first + length), until)
    known = named(names)
    roll = roll_call(
        member_days(*rows),
        members(PEOPLE, bots=bots, erased=erased, memberships=spans, roles=roles),
        SETTINGS,
        (first, first + length),
        until,
        size=len(known.names),
    )
    expected = {who: line for who in range(PEOPLE) if (line := slow.line(who))}
    for group in GROUPS:
        assert set(roll.groups[group].nonzero()[0].tolist()) == {
            who for who, line in expected.items() if group in line["groups"]
        }, group
    for line in lines(roll, known, sorted(expected)):
        told = expected[line.member_no]
        assert (line.score, line.messages, line.reactions, line.voice_seconds) == (
            told["score"],
            told["messages"],
            told["reactions"],
            told["voice"],
        )
        assert (number_of(line.last_seen), number_of(line.joined)) == (told["last_seen"], told["joined"])
        assert (line.joined_inferred, line.left, line.tier) == (
            told["inferred"],
            told["left"],
            told["tier"],
        )
    _the_order_is_the_slow_one(roll, known, question, expected)


def _the_order_is_the_slow_one(
    roll: Roll, known: MemberNames, question: Question, expected: dict[int, dict[str, Any]]
) -> None:
    fits = named_like(known, question.search).tolist()
    in_group = [
        who
        for who, line in expected.items()
        if question.group in line["groups"] and (not question.search or (who < len(fits) and fits[who]))
    ]
    chosen = [who for who in in_group if question.tier in (None, expected[who]["tier"])]

    def value(who: int) -> Any:
        if question.sort == "name":
            some = who < len(known.names) and known.names[who] is not None
            return int(known.rank[who]) if some else None
        if question.sort == "tier":
            return None if expected[who]["tier"] is None else -TIERS.index(expected[who]["tier"])
        return expected[who][question.sort]

    with_value = sorted(who for who in chosen if value(who) is not None)
    with_value.sort(key=value)
    if question.descending:
        with_value = [
            who
            for wanted in sorted({value(who) for who in with_value}, reverse=True)
            for who in with_value
            if value(who) == wanted
        ]
    whole = with_value + [who for who in chosen if value(who) is None]
    answer = found(roll, known, question)
    if question.page is None:
        assert answer.order.tolist() == whole
    else:
        assert answer.order.tolist() == whole[:PAGE_SIZE]
        assert (answer.page, answer.pages) == (1, 1)
    assert answer.counts[question.group] == len(whole)
    assert answer.tier_counts == {None: len(in_group)} | {
        tier: sum(expected[who]["tier"] == tier for who in in_group) for tier in TIERS
    }


@pytest.mark.parametrize(
    ("search", "who"),
    [
        ("jose", [0]),
        ("JOSÉ", [0]),
        ("  mar ", [1]),
        ("1001", [1]),
        ("<@!1002>", [2]),
        ("100", []),
        ("ben", [2, 3]),
        ("%", []),
    ],
)
def test_a_search_finds_a_part_of_the_name_or_the_whole_id(search: str, who: list[int]) -> None:
    known = named({0: "José", 1: "Marcus", 2: "B\u200den", 3: "Ｂｅｎ"})
    assert named_like(known, search).nonzero()[0].tolist() == who


@given(st.lists(st.text("ab\0\n", max_size=4), max_size=8), st.text("ab\0\n", max_size=3))
def test_a_search_finds_whose_name_holds_the_text_whatever_stands_in_names(
    names: list[str], search: str
) -> None:
    known = named(dict(enumerate(names)))
    held = [who for who, name in enumerate(names) if search.strip() in name]
    assert named_like(known, search).nonzero()[0].tolist() == held


def test_a_search_finds_all_of_very_many() -> None:
    known = named({who: f"{'ada' if who % 3 else 'bob'} {who}" for who in range(6_000)})
    assert np.array_equal(named_like(known, "ada"), np.arange(6_000) % 3 > 0)


def test_a_page_beyond_the_last_is_the_last() -> None:
    roll = roll_call(member_days(), members(120), SETTINGS, (TODAY, TODAY + 1), TODAY + 1)
    answer = found(roll, named({}), Question(page=99))
    assert (answer.page, answer.pages, answer.order.tolist()) == (3, 3, list(range(100, 120)))


def test_what_nobody_listened_for_is_unknown_unless_it_was_told() -> None:
    unheard = frozenset({"messages", "reactions", "voice"})
    told = roll_call(
        member_days((TODAY, 0, 2, 0, 0, 60)),
        members(1),
        SETTINGS,
        (TODAY, TODAY + 1),
        TODAY + 1,
        unheard=unheard,
    )
    assert told.unknown == {"reactions"}
    [line] = lines(told, named({}), [0])
    assert (line.score, line.messages, line.reactions, line.voice_seconds) == (2.0, 2, None, 60)
    silent = roll_call(member_days(), members(1), SETTINGS, (TODAY, TODAY + 1), TODAY + 1, unheard=unheard)
    assert silent.unknown == unheard | {"score"}
