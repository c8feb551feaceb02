"""The envelope: there and back, errors that name their field and repeat no text."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.activity import KINDS, Activity, Person
from domain.community.log.admission import DETAILS
from domain.community.log.envelope import json_schema, read, without_text, write
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID
from tests.builders.activities import (
    GUILD,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    is_given,
    joins,
    of_event,
    runs,
)

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
    for activity in (
        a_message(),
        a_reaction(a_message()),
        attrs.evolve(a_message(), toward=a_person(3)),
        runs("profile", error="TimeoutError"),
        is_given(5, TIME_ZERO),
        of_event("event_started", person=None),
        joins(TIME_ZERO, details={"invite": "hTKzmak"}),
    ):
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
        {"details": {"command": "What is it?"}},
        {"details": {"outcome": "okay"}},
        {"details": {"error": "no such member"}},
        {"details": {"invite": "meet me"}},
        {"details": {"role": "host"}},
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
