"""Keys: the same thing from any source is one, different things are never one."""

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import KINDS, MESSAGE, REACTION, REACTIONS_SEEN, Activity
from domain.community.log.admission import canonical, settled_time
from domain.community.log.envelope import read, write
from domain.community.log.keys import Keyring
from domain.kernel.ids import snowflake_ms
from tests.builders.activities import (
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    an_activity,
    enters_voice,
    joins,
    reactions_seen,
)

KEYS = Keyring(b"a secret of sixteen bytes or more")


def digest(activity: Activity, keys: Keyring = KEYS) -> int:
    return keys.digest(activity, *settled_time(activity), canonical(activity.details))


@pytest.mark.parametrize(
    "activity",
    [
        a_message(),
        a_reaction(a_message()),
        reactions_seen(a_message(), 3),
        joins(TIME_ZERO),
        enters_voice(TIME_ZERO),
    ],
    ids=lambda activity: activity.kind,
)
@pytest.mark.parametrize("source", ["gateway", "backfill", "history", "ingest"])
def test_every_source_gives_the_same_key(activity: Activity, source: str) -> None:
    told = attrs.evolve(
        activity,
        source=source,
        person=activity.person and attrs.evolve(activity.person, name="another name", bot=True),
        parent=5,
        inferred=True,
        details=dict(activity.details) | {"attachments": 2},
    )
    assert KEYS.key(told) == KEYS.key(activity)
    assert KEYS.key(read(write(told), source=source)) == KEYS.key(activity)


@pytest.mark.parametrize(
    "activity",
    [a_message(), a_reaction(a_message()), reactions_seen(a_message(), 3)],
    ids=lambda one: one.kind,
)
def test_what_is_about_a_message_of_discord_needs_no_agreement_about_natural_ids(activity: Activity) -> None:
    told = attrs.evolve(activity, natural_id="some id of the sender's own", occurred_at=TIME_ZERO + MINUTE)
    assert KEYS.key(told) == KEYS.key(activity)


@pytest.mark.parametrize("kind", [REACTION, REACTIONS_SEEN])
def test_reactions_of_another_world_are_one_for_each_message_member_and_emoji_too(kind: str) -> None:
    first = attrs.evolve(a_reaction(a_message()), kind=kind, namespace="forum", natural_id="event 1")
    again = attrs.evolve(first, natural_id="event 2")
    other = attrs.evolve(first, details={"emoji": "🔥"})
    assert KEYS.key(first) == KEYS.key(again) != KEYS.key(other)


REACTION_OF_BEN = a_reaction(a_message(), a_person(2))
LOOK = reactions_seen(a_message(), 3)
CLICK = an_activity("member_joined", TIME_ZERO, subject=7, natural_id="a")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_message(), a_message(number=1)),
        (a_message(), attrs.evolve(a_message(), namespace="forum")),
        (REACTION_OF_BEN, attrs.evolve(REACTION_OF_BEN, person=a_person(3))),
        (REACTION_OF_BEN, attrs.evolve(REACTION_OF_BEN, details={"emoji": "🔥"})),
        (REACTION_OF_BEN, attrs.evolve(REACTION_OF_BEN, kind=REACTIONS_SEEN)),
        (LOOK, attrs.evolve(LOOK, details={"emoji": "🔥", "count": 3})),
        # What merely mentions a message is called as its source calls it.
        (CLICK, attrs.evolve(CLICK, natural_id="b")),
        (
            attrs.evolve(a_message(), namespace="forum", natural_id="a"),
            attrs.evolve(a_message(), namespace="forum", natural_id="b"),
        ),
        (joins(TIME_ZERO, a_person(1)), joins(TIME_ZERO, a_person(2))),
    ],
)
def test_different_things_have_different_keys(one: Activity, other: Activity) -> None:
    assert KEYS.key(one) != KEYS.key(other)


_VARIED = {
    "kind": st.sampled_from(sorted(KINDS)),
    "namespace": st.sampled_from(["discord", "forum", "discor", "dmessage"]),
    "subject": st.none() | st.sampled_from([1, 2, 2**22, 2**22 + 1, 2**62]),
    "natural_id": st.sampled_from(["1", "2", "1:1", "1:1:1", "\x1f", "a\x1fb", "\ud800"]),
    "person": st.builds(a_person, st.integers(1, 3)),
    "emoji": st.sampled_from(["🎉", "🔥", "1", "1:1"]),
}


def _identity(drawn: dict[str, Any]) -> tuple[object, ...]:
    """What makes it one thing, written down again from DESIGN's list of natural ids."""
    kind, subject = drawn["kind"], drawn["subject"]
    if subject is not None and kind == REACTION:
        return (drawn["namespace"], kind, subject, drawn["person"].id, drawn["emoji"])
    if subject is not None and kind == REACTIONS_SEEN:
        return (drawn["namespace"], kind, subject, drawn["emoji"])
    if subject is not None and kind == MESSAGE and drawn["namespace"] == "discord":
        return (drawn["namespace"], kind, subject)
    # An id of Discord's own also says when: what is about another message is another thing.
    return (drawn["namespace"], kind, drawn["natural_id"])


@given(st.fixed_dictionaries(_VARIED), st.fixed_dictionaries(_VARIED))
def test_two_activities_share_a_key_only_when_they_are_one(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    def key(drawn: dict[str, Any]) -> bytes:
        fields = {name: drawn[name] for name in ("namespace", "subject", "natural_id", "person")}
        return KEYS.key(an_activity(drawn["kind"], details={"emoji": drawn["emoji"]}, **fields))

    if key(one) == key(other):
        assert _identity(one) == _identity(other)
    if _identity(one) == _identity(other) and one["subject"] == other["subject"]:
        assert key(one) == key(other)


def test_keys_of_later_messages_sort_behind_earlier_ones() -> None:
    messages = [a_message(TIME_ZERO + timedelta(milliseconds=n)) for n in range(50)]
    keys = [KEYS.key(message) for message in messages]
    assert keys == sorted(keys) and len(set(keys)) == 50 and {len(key) for key in keys} == {16}
    assert int.from_bytes(keys[0][:6], "big") == snowflake_ms(messages[0].subject or 0)


def test_another_secret_gives_other_keys_and_hashes_and_another_fingerprint() -> None:
    other = Keyring(b"another secret of sixteen bytes")
    message = a_message()
    assert other.key(message) != KEYS.key(message)
    assert other.person("discord", "1") != KEYS.person("discord", "1")
    assert other.fingerprint != KEYS.fingerprint == Keyring(b"a secret of sixteen bytes or more").fingerprint


def test_a_short_secret_is_refused() -> None:
    assert Keyring(b"x" * 16).fingerprint
    with pytest.raises(ValueError, match="15 bytes"):
        Keyring(b"x" * 15)


@pytest.mark.parametrize(
    "changes",
    [
        {"person": a_person(9)},
        {"person": a_person(1, bot=True)},
        {"toward": a_person(9)},
        {"channel": 7},
        {"channel": None},
        {"parent": 7},
        {"details": {"type": 7, "length": 12}},
        {"details": {}},
    ],
    ids=str,
)
def test_a_copy_that_says_anything_else_is_another_copy(changes: dict[str, Any]) -> None:
    assert digest(attrs.evolve(a_message(), **changes)) != digest(a_message())


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "history"},
        {"person": a_person(1, name="a newer name")},
        {"details": {"length": 12, "type": 0, "content": "secret", "mentions": None}},
        # Of a message of Discord the id says when it was.
        {"occurred_at": TIME_ZERO + MINUTE, "inferred": True},
        {"occurred_at": TIME_ZERO.astimezone(tz=None)},
    ],
    ids=str,
)
def test_a_copy_that_says_the_same_is_the_same_copy(changes: dict[str, Any]) -> None:
    assert digest(attrs.evolve(a_message(), **changes)) == digest(a_message())


def test_copies_of_other_kinds_differ_by_their_time_to_the_microsecond() -> None:
    joined = joins(TIME_ZERO)
    assert digest(joined) != digest(attrs.evolve(joined, occurred_at=TIME_ZERO + timedelta(microseconds=1)))
    assert digest(joined) != digest(attrs.evolve(joined, inferred=True))


def test_a_persons_hash_depends_on_the_world_they_come_from() -> None:
    hashes = {
        KEYS.person(source, who) for source in ("discord", "steam", "s") for who in ("1", "team\x1f1", "2")
    }
    assert len(hashes) == 9
