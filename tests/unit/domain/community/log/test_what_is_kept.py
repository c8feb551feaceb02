"""What may be kept of a parked record: no text wherever it stood, and all that it needs to land later."""

import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import REACTION
from domain.community.log.admission import DETAILS, EMOJI
from domain.community.log.envelope import FIELDS, read, without_text, write
from domain.kernel.errors import Invalid
from tests.builders.activities import TIME_ZERO, a_message, a_person, a_reaction
from tests.unit.domain.community.log.test_envelope import a_record

CANARY = "the canary sang"
ONE_WORD = [
    "canary",
    "CANARYxyzzy42",
    "canary@the.cage",
    "canary/cage",
    "the-canary:sang",
    "canary🎉",
    "7:canary:🎉",
]
TEXTS = st.sampled_from(
    [
        CANARY,
        *ONE_WORD[1:],
        f"{CANARY}!" * 50,
        "明日の夜に会いましょう",
        "hi there",
        "привет",
        "no\nway",
        "a\x00b",
    ]
)
A_RUN = {"command": "profile", "outcome": "failed", "error": "TimeoutError"}
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([CANARY, "id", "name"]), inner)
    ),
    max_leaves=6,
)
NAMES = [field.name for field in FIELDS]
PARTS = st.dictionaries(st.sampled_from(["id", "source", "name", "bot", "content", CANARY]), NESTED)
RECORDS = st.builds(
    lambda record, parts: record | {name: part for name, part in parts.items() if part is not None},
    st.dictionaries(st.sampled_from([*NAMES, "content", "embeds", CANARY]), NESTED),
    st.fixed_dictionaries(
        {
            "person": st.none() | PARTS,
            "toward": st.none() | PARTS,
            "details": st.none()
            | st.dictionaries(st.sampled_from([*sorted(DETAILS), "content", CANARY]), NESTED),
        }
    ),
)


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


@given(RECORDS)
def test_no_planted_text_is_kept_wherever_it_stood(record: dict[str, Any]) -> None:
    kept = without_text(record)
    told = json.dumps(kept, ensure_ascii=False, allow_nan=False)
    for planted in ("canary", "明日", "there", "привет", "way", "\x00"):
        assert planted not in told
    assert set(kept) <= set(NAMES)
    for leaf in leaves(kept):
        assert leaf is None or isinstance(leaf, bool | str) or abs(leaf) < 2**63  # type: ignore[arg-type]
        assert not isinstance(leaf, str) or len(leaf) <= 100
    assert told.encode()


@pytest.mark.parametrize("word", ONE_WORD)
def test_a_single_word_is_kept_nowhere_but_as_the_name_of_a_system(word: str) -> None:
    """Small letters in `namespace` and `source` are what these fields are for."""
    parts = {
        "person": ["id", "source", "name", "bot"],
        "toward": ["id", "source", "name", "bot"],
        "details": [*DETAILS],
    }
    planted: list[dict[str, Any]] = [{name: word} for name in NAMES if name != "namespace"]
    planted += [
        {name: {part: word}}
        for name, inside in parts.items()
        for part in inside
        if part != "source" or word != "canary"
    ]
    for record in planted:
        assert "canary" not in repr(without_text(record)).lower()


@given(RECORDS)
def test_a_record_that_lost_a_value_never_lands_without_it(record: dict[str, Any]) -> None:
    """What stands for a value that was not kept must not be taken for one when the letter is tried again."""
    whole = a_record(**record)
    kept = without_text(whole)
    try:
        again = read(kept, source="ingest")
    except Invalid:
        return
    first = read(whole, source="ingest")
    for activity in (again, first):
        # Names are not kept; a details value that cannot be one is refused at the door.
        assert all(type(value) is int or value is None for value in (activity.channel, activity.subject))
    assert again.natural_id == first.natural_id
    assert (again.kind, again.occurred_at, again.namespace) == (
        first.kind,
        first.occurred_at,
        first.namespace,
    )
    assert [p and (p.source, p.id, p.bot) for p in (again.person, again.toward)] == [
        p and (p.source, p.id, p.bot) for p in (first.person, first.toward)
    ]
    for name, value in again.details.items():
        assert value == first.details[name] or isinstance(value, dict)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("id", "1482438161203200001", "1482438161203200001"),
        ("id", "7:8", "7:8"),
        ("id", "7:8:175928847299117063", "7:8:175928847299117063"),
        ("id", "visit-81-in", {"not kept": "text of 11 characters"}),
        ("id", "1" * 101, {"not kept": "text of 101 characters"}),
        ("id", "7:8:🎉", "7:8:🎉"),
        ("id", "7:8:🎉 party", {"not kept": "text of 11 characters"}),
        *(
            (name, number, number)
            for name in ("guild", "channel", "parent", "subject")
            for number in ("5", "-1", "9" * 40)
        ),
        ("kind", "voice_left", "voice_left"),
        ("kind", "message", "message"),
        ("kind", "stage_opened_again", "stage_opened_again"),
        ("kind", "dance", {"not kept": "text of 5 characters"}),
        ("kind", "a_" + "b" * 30, {"not kept": "text of 32 characters"}),
        ("namespace", "game-server", "game-server"),
        ("namespace", "discord\n", {"not kept": "text of 8 characters"}),
        *(
            ("at", time, time)
            for time in (
                "2026-03-14",
                "2026-02-30T00:00Z",
                "2026-03-14 18:00:60.123456",
                "20260314T180000+0100",
                "9999-12-31T23:59:59-14:00",
            )
        ),
        ("at", "2026-03-14T18:00:00 at my place", {"not kept": "text of 31 characters"}),
        ("kind", True, True),
        ("kind", None, None),
        ("channel", 2**63 - 1, 2**63 - 1),
        ("channel", -(2**63) + 1, -(2**63) + 1),
        ("channel", 2**63, {"not kept": "a number of 64 bits"}),
        ("channel", 1.5, {"not kept": "a number"}),
        ("at", ["x"], {"not kept": "a list"}),
        ("person", "Ada Lovelace", {"not kept": "text of 12 characters"}),
        ("person", {"id": "1", "name": "Ada", "bot": False}, {"id": "1", "bot": False}),
        ("details", None, None),
        ("details", "a text", "(text)"),
        ("details", [1], "(a list)"),
        ("details", {"length": 5, "content": "a text"}, {"length": 5}),
        (
            "details",
            {"emoji": "🎉", "how": "my cat told me"},
            {"emoji": "🎉", "how": {"not kept": "text of 14 characters"}},
        ),
        (
            "details",
            {"how": "banned", "length": "5"},
            {"how": "banned", "length": {"not kept": "text of 1 characters"}},
        ),
        ("details", {"command": "profile"}, {"command": {"not kept": "text of 7 characters"}}),
        ("details", {"role": "5"}, {"role": {"not kept": "text of 1 characters"}}),
        ("details", {"emoji": "party"}, {"emoji": {"not kept": "text of 5 characters"}}),
    ],
)
def test_what_is_kept_of_a_field_is_a_value_or_says_what_stood_there(
    field: str, value: Any, kept: Any
) -> None:
    assert without_text({field: value}) == {field: kept}


@pytest.mark.parametrize(
    ("kind", "details", "kept"),
    [
        ("command_run", A_RUN, A_RUN),
        ("role_given", A_RUN, dict.fromkeys(A_RUN, None)),
        (
            "command_run",
            {"command": "What is it?", "error": "no such member", "outcome": "ok"},
            {"command": None, "error": None, "outcome": "ok"},
        ),
        ("role_taken", {"role": "5"}, {"role": "5"}),
        ("role_taken", {"role": "the five"}, {"role": None}),
        ("member_joined", {"invite": "hTKzmak"}, {"invite": "hTKzmak"}),
        ("member_left", {"invite": "hTKzmak"}, {"invite": None}),
        (["command_run"], {"command": "profile"}, {"command": None}),
    ],
)
def test_a_word_is_kept_where_its_kind_has_such_a_word(
    kind: Any, details: dict[str, str], kept: dict[str, Any]
) -> None:
    found = without_text({"kind": kind, "details": details})["details"]
    assert {name: value if isinstance(value, str) else None for name, value in found.items()} == kept


def test_a_plain_record_keeps_all_that_it_needs_to_land_later() -> None:
    for emoji in ("🎉", "👩‍👩‍👧‍👦", "🧑🏿‍❤️‍💋‍🧑🏻", "175928847299117063"):
        told = a_reaction(a_message(), emoji=emoji, at=TIME_ZERO)
        assert EMOJI.match(emoji)
        again = read(without_text(write(told)), source="gateway")
        assert again == attrs.evolve(told, person=a_person(2, name=None), toward=a_person(1, name=None))
    assert again.kind == REACTION
