"""The envelope: there and back, errors that name their field, and no text in what is kept of a bad record."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import KINDS, REACTION, Activity, Person
from domain.community.log.admission import DETAILS, EMOJI
from domain.community.log.envelope import FIELDS, json_schema, read, without_text, write
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID
from tests.builders.activities import GUILD, TIME_ZERO, a_message, a_person, a_reaction

PERSONS = st.builds(
    Person,
    id=st.integers(1, MAX_ID).map(str),
    name=st.none() | st.text(max_size=5),
    bot=st.booleans(),
) | st.builds(
    Person, id=st.text(min_size=1, max_size=9), source=st.just("forum"), name=st.none() | st.just("Ada")
)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
IDS = st.none() | st.integers(1, MAX_ID)
ACTIVITIES = st.builds(
    Activity,
    guild=st.integers(1, MAX_ID),
    kind=st.sampled_from(sorted(KINDS)) | st.text(min_size=1, max_size=9),
    natural_id=st.text(min_size=1, max_size=9),
    occurred_at=st.datetimes(datetime(3, 1, 1), datetime(9997, 1, 1), timezones=OFFSETS),  # noqa: DTZ001
    source=st.just("ingest"),
    namespace=st.sampled_from(["discord", "forum", "a-b_9"]),
    person=st.none() | PERSONS,
    inferred=st.booleans(),
    channel=IDS,
    parent=IDS,
    subject=IDS,
    toward=st.none() | PERSONS,
    details=st.dictionaries(st.sampled_from(sorted(DETAILS)), st.none() | st.integers(0, 9) | st.just("🎉")),
    schema=st.integers(0, 3),
)


@given(ACTIVITIES)
def test_what_is_written_reads_as_the_same_activity(activity: Activity) -> None:
    record = json.loads(json.dumps(write(activity)))
    assert read(record, source="ingest") == activity


def test_what_is_written_of_a_plain_activity_fits_the_published_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for activity in (a_message(), a_reaction(a_message()), attrs.evolve(a_message(), toward=a_person(3))):
        jsonschema.validate(write(activity), schema)


@pytest.mark.parametrize(
    "changes",
    [
        *({name: None} for name in ("guild", "kind", "id", "at")),
        {"kind": "dance"},
        {"id": ""},
        {"id": "x" * 201},
        {"guild": "1.5"},
        {"namespace": "A B"},
        {"inferred": "yes"},
        {"schema": 2},
        {"person": {"name": "Ada"}},
        {"person": {"id": "1", "about": "a text"}},
        {"person": {"id": "1", "bot": "no"}},
        {"person": {"id": ""}},
        {"details": {"count": -1}},
        {"details": {"how": "in tears"}},
    ],
    ids=str,
)
def test_the_published_schema_refuses_what_the_door_would(changes: dict[str, Any]) -> None:
    record = {name: value for name, value in (a_record() | changes).items() if value is not None}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, json_schema())


def a_record(**changes: Any) -> dict[str, Any]:
    return write(a_reaction(a_message())) | changes


WRONG: list[tuple[str, Any]] = [
    *(("guild", value) for value in (None, "", "x", 0, -1, 2**63, 1.5, True, [], {})),
    *(("kind", value) for value in (None, "", 5, [], {}, True)),
    *(("id", value) for value in (None, "", 5, 1.5, [], {})),
    *(
        ("at", value)
        for value in (None, "", 5, "now", "2026-03-14", "2026-03-14T18:00:00", "2026-02-30T00:00Z")
    ),
    *(
        ("at", value)
        for value in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-14T25:00Z")
    ),
    *(("at", value) for value in ("2026-03-14T18:00:60Z", "1773500000", "NaN", "\ud800", "x" * 100_000)),
    *(("namespace", value) for value in (None, "", "Discord", "a b", "x" * 32, "discord\n", 5)),
    *(("person", value) for value in ("Ada", 5, [], True)),
    *(("toward", value) for value in ("Ada", 5, [], True)),
    *(
        (name, value)
        for name in ("channel", "parent", "subject")
        for value in ("", "x", 0, 2**63, 1.5, [], {})
    ),
    *(("details", value) for value in ("text", 5, [], True)),
    *(("schema", value) for value in (None, "1", 1.5, True)),
    *(("inferred", value) for value in (None, "yes", 1, 0)),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_an_error_names_its_field(field: str, value: Any) -> None:
    with pytest.raises(Invalid, match=rf"^{field}: "):
        read(a_record(**{field: value}), source="ingest")


@pytest.mark.parametrize("whose", ["person", "toward"])
@pytest.mark.parametrize(
    ("part", "value"),
    [
        *(("id", value) for value in (None, "", "x", 0, 2**63, [], {})),
        *(("source", value) for value in (None, "", "A B", 5)),
        *(("name", value) for value in (5, [], True)),
        *(("bot", value) for value in (None, "yes", 1)),
    ],
)
def test_an_error_in_a_person_names_whose_it_is(whose: str, part: str, value: Any) -> None:
    with pytest.raises(Invalid, match=rf"^{whose}\.{part}: "):
        read(a_record(**{whose: {"id": "1", part: value}}), source="ingest")


def test_a_stranger_needs_an_id_too() -> None:
    with pytest.raises(Invalid, match=r"^person\.id: "):
        read(a_record(person={"source": "forum", "id": 7}), source="ingest")


@pytest.mark.parametrize("record", [None, 5, "text", [], True, 1.5])
def test_a_record_is_an_object(record: object) -> None:
    with pytest.raises(Invalid, match="a record is an object"):
        read(record, source="ingest")
    assert without_text(record) == {}


def test_errors_never_repeat_the_value() -> None:
    canary = "canary canary canary"
    for field, _ in WRONG:
        for value in (canary, [canary], {canary: canary}):
            try:
                read(a_record(**{field: value}), source="ingest")
            except Invalid as refused:
                assert "canary" not in str(refused)


def test_ids_of_discord_are_told_as_numbers_or_texts_and_mean_the_same() -> None:
    told = read(a_record(guild=GUILD, person={"id": 42}, subject=7), source="ingest")
    assert told == read(a_record(guild=str(GUILD), person={"id": "042"}, subject="007"), source="ingest")
    assert told.person == Person(id="42")


def test_what_the_envelope_does_not_know_is_dropped() -> None:
    told = a_record(
        content="secret", details={"emoji": "🎉", "text": "secret", "embeds": [{"title": "secret"}]}
    )
    assert "secret" not in repr(read(told, source="ingest")) + repr(without_text(told))


# ── what may be kept of a parked record ─────────────────────────────────────

CANARY = "the canary sang"
TEXTS = st.sampled_from(
    [CANARY, f"{CANARY}!" * 50, "明日の夜に会いましょう", "hi there", "привет", "no\nway", "a\x00b"]
)
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
        ("id", "x" * 100, "x" * 100),
        ("id", "x" * 101, {"not kept": "text of 101 characters"}),
        ("id", "7:8:🎉", "7:8:🎉"),
        ("id", "7:8:🎉 party", {"not kept": "text of 11 characters"}),
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
        ("details", {"emoji": "party"}, {"emoji": {"not kept": "text of 5 characters"}}),
    ],
)
def test_what_is_kept_of_a_field_is_a_value_or_says_what_stood_there(
    field: str, value: Any, kept: Any
) -> None:
    assert without_text({field: value}) == {field: kept}


def test_a_plain_record_keeps_all_that_it_needs_to_land_later() -> None:
    for emoji in ("🎉", "👩‍👩‍👧‍👦", "🧑🏿‍❤️‍💋‍🧑🏻", "175928847299117063"):
        told = a_reaction(a_message(), emoji=emoji, at=TIME_ZERO)
        assert EMOJI.match(emoji)
        again = read(without_text(write(told)), source="gateway")
        assert again == attrs.evolve(told, person=a_person(2, name=None), toward=a_person(1, name=None))
    assert again.kind == REACTION
