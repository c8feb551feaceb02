"""The envelope: an activity as one JSON object, for programs that send us theirs."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from domain.community.log.activity import KINDS, SCHEMA_VERSION, Activity, Detail, Person
from domain.community.log.admission import COUNTS, DETAILS, EMOJI, FLAGS
from domain.community.log.words import WORDS
from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake
from domain.kernel.instants import utc

_ID: Final = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_PERSON: Final = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1, "maxLength": 200},
        "source": {"type": "string", "default": "discord", "pattern": "^[a-z][a-z0-9_-]{0,30}$"},
        "name": {"type": ["string", "null"]},
        "bot": {"type": "boolean", "default": False},
    },
}
_TRUE_OR_FALSE: Final = {"type": "boolean"}
_NUMBER: Final = {"type": "integer", "minimum": 0, "maximum": 10_000_000}
_SOURCE = re.compile(r"^[a-z][a-z0-9_-]{0,30}$")
_DIGITS = re.compile(r"-?[0-9]{1,40}")
_DATED = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}([T ][0-9:.,]{1,20}(Z|[+-][0-9:.]{2,15})?)?")
_LATER_KIND = re.compile(r"(?=[a-z_]{1,31}\Z)[a-z]+(_[a-z]+)+")
"""A kind that only a newer version knows: more than one word, as nobody joins them in a text."""

_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(("guild", "channel", "parent", "subject"), _DIGITS),
    **dict.fromkeys(("namespace", "source"), _SOURCE),
    "at": _DATED,
    "emoji": EMOJI,
}

NOT_KEPT: Final = "not kept"
"""Names what stood where a dead letter keeps nothing."""


class Field(NamedTuple):
    """One field of the envelope: what docs/ACTIVITIES.md and the JSON Schema say of it."""

    name: str
    meaning: str
    schema: Mapping[str, Any]
    required: bool = False


FIELDS: Final[tuple[Field, ...]] = (
    Field("schema", "version of this envelope", {"const": SCHEMA_VERSION, "default": SCHEMA_VERSION}),
    Field("guild", "the community: its Discord id", _ID, required=True),
    Field("kind", "what happened", {"enum": list(KINDS)}, required=True),
    Field(
        "id",
        "what your world calls this activity, unique for its kind; sending it again counts nothing",
        {"type": "string", "minLength": 1, "maxLength": 200},
        required=True,
    ),
    Field("at", "when it happened, with offset", {"type": "string", "format": "date-time"}, required=True),
    Field("inferred", "true when the time is a guess", {"type": "boolean", "default": False}),
    Field(
        "namespace",
        "whose ids these are: `discord`, or the name of your system",
        {"type": "string", "default": "discord", "pattern": _SOURCE.pattern},
    ),
    Field("person", "who did it", _PERSON),
    Field("channel", "the channel, or the thread, where it happened", _ID),
    Field("parent", "the channel that the thread belongs to", _ID),
    Field("subject", "the Discord message or event that it is, or is about", _ID),
    Field("toward", "who is answered: the author of the message replied or reacted to", _PERSON),
    Field(
        "details",
        "small facts; anything else is dropped, text above all",
        {
            "type": "object",
            "properties": {
                **dict.fromkeys(sorted(COUNTS), _NUMBER),
                **dict.fromkeys(sorted(FLAGS), _TRUE_OR_FALSE),
                "emoji": {"type": "string", "maxLength": 32},
                **{name: word.schema for name, word in sorted(WORDS.items())},
            },
        },
    ),
)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Community OS activity",
        "type": "object",
        "required": [field.name for field in FIELDS if field.required],
        "properties": {field.name: {"description": field.meaning, **field.schema} for field in FIELDS},
    }


def read(record: object, *, source: str) -> Activity:
    """The activity in an envelope; Invalid names the field that is wrong."""
    if not isinstance(record, dict):
        raise Invalid(f"a record is an object in braces, not {_kind_of(record)}")
    person, toward = record.get("person"), record.get("toward")
    return Activity(
        guild=snowflake(record.get("guild"), where="guild"),
        kind=_text(record, "kind"),
        natural_id=_text(record, "id"),
        occurred_at=_time(record),
        source=source,
        namespace=_world(record, "namespace"),
        person=None if person is None else _person(person, "person"),
        inferred=_flag(record, "inferred"),
        channel=_maybe(record, "channel"),
        parent=_maybe(record, "parent"),
        subject=_maybe(record, "subject"),
        toward=None if toward is None else _person(toward, "toward"),
        details=_details(record.get("details")),
        schema=_schema(record),
    )


def write(activity: Activity) -> dict[str, Any]:
    """The envelope of an activity; ids as text, since 64 bits do not fit a JSON number everywhere."""
    record: dict[str, Any] = {
        "schema": activity.schema,
        "guild": str(activity.guild),
        "kind": activity.kind,
        "id": activity.natural_id,
        "at": activity.occurred_at.isoformat(),
        "namespace": activity.namespace,
        "inferred": activity.inferred,
        "details": {name: value for name, value in activity.details.items() if name in DETAILS},
    }
    for name, number in (
        ("channel", activity.channel),
        ("parent", activity.parent),
        ("subject", activity.subject),
    ):
        if number is not None:
            record[name] = str(number)
    for name, person in (("person", activity.person), ("toward", activity.toward)):
        if person is not None:
            record[name] = {"id": person.id, "source": person.source, "name": person.name, "bot": person.bot}
    return record


def without_text(record: object) -> dict[str, Any]:
    """What may be kept of a record that was parked: known fields, and no value that could be a text.

    What stands for a value that is not kept is never itself a value of its field, so that no record
    lands with it when it is tried again.
    """
    if not isinstance(record, Mapping):
        return {}
    kept = {
        field.name: _without_text(field.name, record[field.name])
        for field in FIELDS
        if field.name in record and field.name != "details"
    }
    if "details" in record:
        kept["details"] = _details_without_text(record["details"], record.get("kind"))
    return kept


def _details_without_text(value: object, kind: object) -> object:
    """A word is kept only where its kind has such a word."""
    if not isinstance(value, Mapping):
        return None if value is None else f"({_kind_of(value)})"
    of = kind if isinstance(kind, str) else None
    return {
        name: value[name]
        if name in WORDS and WORDS[name].fits(of, value[name])
        else _harmless(value[name], name)
        for name in sorted(DETAILS)
        if name in value
    }


def _without_text(name: str, value: object) -> object:
    if name in ("person", "toward") and isinstance(value, Mapping):
        return {part: _harmless(value[part], part) for part in ("id", "source", "bot") if part in value}
    return _harmless(value, name)


def _harmless(value: object, name: str) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else {NOT_KEPT: f"a number of {value.bit_length()} bits"}
    if isinstance(value, str):
        return value if _is_no_text(value, name) else {NOT_KEPT: f"text of {len(value)} characters"}
    return {NOT_KEPT: _kind_of(value)}


def _is_no_text(value: str, name: str) -> bool:
    """Whether it has the form of its field, and the form leaves no room for a word of somebody's."""
    if name == "kind":
        return value in KINDS or _LATER_KIND.fullmatch(value) is not None
    if name == "id":
        # What Discord's reactions are called ends in their emoji.
        *numbers, last = value.split(":")
        return len(value) <= 100 and all(map(_DIGITS.fullmatch, numbers)) and _is_number_or_emoji(last)
    form = _FORMS.get(name)
    return form is not None and form.fullmatch(value) is not None


def _is_number_or_emoji(value: str) -> bool:
    return (_DIGITS.fullmatch(value) or EMOJI.fullmatch(value)) is not None


def _kind_of(value: object) -> str:
    names: Mapping[type, str] = {
        type(None): "null",
        list: "a list",
        dict: "an object",
        str: "text",
        bool: "true or false",
    }
    return names.get(type(value), "a number")


def _text(record: Mapping[str, Any], name: str, inside: str = "") -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise Invalid(f"{inside}{name}: text is needed here, not {_kind_of(value)}")
    return value


def _flag(record: Mapping[str, Any], name: str, inside: str = "") -> bool:
    value = record.get(name, False)
    if not isinstance(value, bool):
        raise Invalid(f"{inside}{name}: true or false is needed here, not {_kind_of(value)}")
    return value


def _maybe(record: Mapping[str, Any], name: str) -> int | None:
    value = record.get(name)
    return None if value is None else snowflake(value, where=name)


def _world(record: Mapping[str, Any], name: str, inside: str = "") -> str:
    value = record.get(name, "discord")
    if not isinstance(value, str) or not _SOURCE.fullmatch(value):
        raise Invalid(f"{inside}{name}: a short name in small letters is needed here, such as discord")
    return value


def _schema(record: Mapping[str, Any]) -> int:
    value = record.get("schema", SCHEMA_VERSION)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid(f"schema: a whole number is needed here, not {_kind_of(value)}")
    return value


def _time(record: Mapping[str, Any]) -> datetime:
    text = _text(record, "at")
    try:
        return utc(datetime.fromisoformat(text))
    except Invalid:
        raise Invalid("at: the time has no offset; write 2026-03-14T18:00:00Z or +01:00") from None
    except (ValueError, OverflowError):
        raise Invalid("at: this is not a date and time; write 2026-03-14T18:00:00Z") from None


def _person(value: object, where: str) -> Person:
    if not isinstance(value, dict):
        raise Invalid(f"{where}: an object with an id is needed here, not {_kind_of(value)}")
    name = value.get("name")
    if name is not None and not isinstance(name, str):
        raise Invalid(f"{where}.name: text or null is needed here, not {_kind_of(name)}")
    source = _world(value, "source", f"{where}.")
    external = (
        str(snowflake(value.get("id"), where=f"{where}.id"))
        if source == "discord"
        else _text(value, "id", f"{where}.")
    )
    return Person(id=external, source=source, name=name, bot=_flag(value, "bot", f"{where}."))


def _details(value: object) -> dict[str, Detail]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Invalid(f"details: an object is needed here, not {_kind_of(value)}")
    return {name: value[name] for name in value if name in DETAILS}


Reader = Callable[[Mapping[str, Any], str], Activity]
"""Reads a kept record again once whatever was wrong with it has been mended: (record, source)."""
