"""No written text is found in the store, whichever field of a record somebody put it in."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import MESSAGE, REACTION, REACTIONS_SEEN, Activity
from domain.community.log.envelope import read, without_text, write
from domain.community.log.letters import Unreadable
from domain.kernel.errors import Invalid
from tests.builders.activities import (
    GUILD,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    is_given,
    leaves,
    of_event,
    reactions_seen,
)
from tests.builders.house import House

TEXT = "meet me at the old canary cage tonight"
WITHOUT_SPACES = "今夜古い鳥籠で会いましょう"
KINDS_OF_TEXT = [TEXT, TEXT * 20, WITHOUT_SPACES, f"a\x00{TEXT}", f"{TEXT}\ud800", "встретимся", "at my cage"]
PLANTED = ("canary", "鳥籠", "встретимся", "my cage")


async def assert_nothing_of_it_is_kept(house: House) -> None:
    held = repr(house.memory.state(GUILD)) + repr(await house.letters(None))
    for planted in PLANTED:
        assert planted not in held


PLACES = ["kind", "natural_id", "namespace"]
DETAILS = [
    "content",
    "text",
    "embeds",
    "attachments",
    "length",
    "type",
    "mentions",
    "count",
    "emoji",
    "how",
    "command",
    "outcome",
    "error",
    "latency_ms",
    "invite",
    "role",
    "",
]
ACTIVITIES = [a_message(), a_reaction(a_message()), reactions_seen(a_message(), 2), leaves(TIME_ZERO)]
ACTIVITIES += [of_event("event_scheduled"), of_event("rsvp_added"), is_given(5, TIME_ZERO)]


@pytest.mark.parametrize("text", KINDS_OF_TEXT)
@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.kind)
async def test_a_text_in_any_field_of_an_activity_reaches_no_store(activity: Activity, text: str) -> None:
    house = House.built()
    planted: list[Activity] = [attrs.evolve(activity, **{place: text}) for place in PLACES]
    for name in DETAILS:
        for value in (text, [text], {"content": text}, {text: text}):
            planted.append(attrs.evolve(activity, details=dict(activity.details) | {name: value}))
    planted.append(attrs.evolve(activity, details={text: 5}))
    told = await house.told(*planted)
    assert len(told.answers) == len(planted)
    await assert_nothing_of_it_is_kept(house)


NESTED: Any = st.recursive(
    st.sampled_from(KINDS_OF_TEXT) | st.none() | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([TEXT, "id", "content"]), inner)
    ),
    max_leaves=5,
)
FIELDS = [
    "guild",
    "kind",
    "id",
    "at",
    "namespace",
    "channel",
    "subject",
    "person",
    "toward",
    "details",
    "content",
]


@given(
    st.sampled_from([MESSAGE, REACTION, REACTIONS_SEEN, "dance"]),
    st.dictionaries(st.sampled_from(FIELDS), NESTED, max_size=3),
    st.dictionaries(st.sampled_from(DETAILS), NESTED, max_size=3),
)
async def test_an_envelope_with_texts_anywhere_leaves_none_behind(
    kind: str, changes: dict[str, Any], details: dict[str, Any]
) -> None:
    """As an edge reads it: what cannot be read is parked without its text, the rest goes to the door."""
    house = House.built()
    record = write(a_reaction(a_message(), a_person(2)))
    record |= {"kind": kind, "details": dict(record["details"]) | details} | changes
    item: Activity | Unreadable
    try:
        item = read(record, source="ingest")
    except Invalid as problem:
        item = Unreadable(
            source="ingest",
            reason="unreadable",
            detail=str(problem),
            guild=GUILD,
            record=without_text(record),
        )
    await house.told(item)
    await assert_nothing_of_it_is_kept(house)
