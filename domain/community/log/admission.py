"""What the front door lets in: a list of small rules, and the cleaning that nothing is lost by."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

import attrs

from domain.community.log.activity import (
    EVENTS,
    INVITE_CREATED,
    KINDS,
    MESSAGE,
    REACTION,
    REACTIONS_SEEN,
    RSVPS,
    SCHEMA_VERSION,
    THREAD_CREATED,
    UNDONE,
    VOICE_STATE,
    Activity,
    Detail,
)
from domain.community.log.words import NEEDED, WORDS
from domain.kernel.ids import MAX_ID, first_snowflake_at, snowflake_instant

_MILLISECOND: Final = timedelta(milliseconds=1)
EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
COUNTS: Final = frozenset({"type", "length", "mentions", "attachments", "count", "latency_ms"})
FLAGS: Final = frozenset({"deaf", "muted", "alone", "afk"})
DETAILS: Final = COUNTS | FLAGS | {"emoji"} | set(WORDS)
"""The details that are kept; any other is dropped at the door, so that no text slips in with them."""

_IN_ORDER: Final = tuple(sorted(DETAILS))
_NEEDS_PERSON: Final = frozenset(KINDS) - {REACTIONS_SEEN, THREAD_CREATED, INVITE_CREATED} - EVENTS - UNDONE
"""Of anything else nobody need have done it, or nobody says who it was."""

_OF_AN_EVENT: Final = EVENTS | RSVPS
_OF_A_MESSAGE: Final = frozenset({REACTION, REACTIONS_SEEN})
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u206f]")
EMOJI: Final = re.compile(r"(?:[0-9]{15,20}|(?:\u2139|(?![^\W\d_])[^\s\x00-\x1f\x7f\ud800-\udfff]){1,32})\Z")
"""The id of a custom emoji, or the character itself: what has letters, of whatever script, is a text.

Of the emojis of Unicode only the letter i of U+2139 is a letter.
"""


@attrs.frozen(kw_only=True)
class AdmissionRules:
    """Bounds of the front door, each with its reason."""

    clock_skew: timedelta = timedelta(hours=24)
    """Clocks of senders are wrong by minutes, by zones at most; more is a broken record."""

    longest_id: int = 200
    """Natural and outside ids are short; a long one is a text in the wrong field."""

    longest_name: int = 100
    """Discord allows 32 characters; other platforms somewhat more."""

    largest_count: int = 10_000_000
    """No message has more reactions, mentions or characters; a larger number is a broken record."""


@attrs.frozen
class Door:
    """The rules as they stand at one moment: what a whole batch is held against."""

    rules: AdmissionRules
    latest: datetime
    latest_id: int
    """An id of Discord that was made later than `latest` is greater."""

    @classmethod
    def at(cls, now: datetime, rules: AdmissionRules) -> "Door":
        """The door at that moment."""
        latest = now + rules.clock_skew
        return cls(rules, latest, first_snowflake_at(latest + _MILLISECOND) - 1)


Rule = Callable[[Activity, Door], str | None]


def _known_kind(activity: Activity, _door: Door) -> str | None:
    return None if activity.kind in KINDS else "unknown_kind"


def _known_schema(activity: Activity, _door: Door) -> str | None:
    return None if activity.schema == SCHEMA_VERSION else "unknown_schema"


def _plausible_time(activity: Activity, door: Door) -> str | None:
    if activity.occurred_at < EARLIEST:
        return "before_discord"
    if activity.occurred_at > door.latest:
        return "in_the_future"
    if activity.subject is None or (activity.namespace != "discord" and activity.kind not in _OF_A_MESSAGE):
        return None
    return "in_the_future" if activity.subject > door.latest_id else None


def _ids_fit(activity: Activity, door: Door) -> str | None:
    longest = door.rules.longest_id
    channel, parent, subject = activity.channel, activity.parent, activity.subject
    if (
        not 0 < activity.guild <= MAX_ID
        or (channel is not None and not 0 < channel <= MAX_ID)
        or (parent is not None and not 0 < parent <= MAX_ID)
        or (subject is not None and not 0 < subject <= MAX_ID)
    ):
        return "id_out_of_range"
    if not 0 < len(activity.natural_id) <= longest:
        return "bad_natural_id"
    for person in (activity.person, activity.toward):
        if person is not None and (
            not 0 < len(person.id) <= longest
            or not person.source
            or not (person.id.isalnum() or _UNFIT.search(person.id) is None)
        ):
            return "bad_person_id"
    return None


def _has_its_parts(activity: Activity, _door: Door) -> str | None:
    if activity.person is None and activity.kind in _NEEDS_PERSON:
        return "nobody_did_it"
    needs_subject = (
        activity.kind in _OF_A_MESSAGE
        or activity.kind in UNDONE
        or (activity.kind == MESSAGE and activity.namespace == "discord")
    )
    if activity.subject is None and needs_subject:
        return "no_message_id"
    return "no_event_id" if activity.subject is None and activity.kind in _OF_AN_EVENT else None


def _details_fit(activity: Activity, door: Door) -> str | None:
    largest = door.rules.largest_count
    for name, value in activity.details.items():
        if name in COUNTS:
            if value is not None and (type(value) is not int or not 0 <= value <= largest):
                return "bad_number"
        elif name in FLAGS:
            if value is not None and (type(value) is not bool or activity.kind != VOICE_STATE):
                return "bad_flag"
        elif name == "emoji":
            if value is not None and not (isinstance(value, str) and EMOJI.match(value)):
                return "bad_emoji"
        elif value is not None and (word := WORDS.get(name)) and not word.fits(activity.kind, value):
            return word.reason
    return _lacks_a_detail(activity)


def _lacks_a_detail(activity: Activity) -> str | None:
    for name in NEEDED.get(activity.kind, ()):
        if activity.details.get(name) is None:
            return WORDS[name].reason
    if activity.kind in _OF_A_MESSAGE and activity.details.get("emoji") is None:
        return "bad_emoji"
    if activity.kind == VOICE_STATE and not FLAGS.intersection(activity.details):
        return "bad_flag"
    return "bad_number" if activity.kind == REACTIONS_SEEN and activity.details.get("count") is None else None


RULES: Final[tuple[Rule, ...]] = (
    _known_kind,
    _known_schema,
    _ids_fit,
    _plausible_time,
    _has_its_parts,
    _details_fit,
)

REASONS: Final[Mapping[str, str]] = {
    "unknown_kind": "this kind of activity is not known to this version; see docs/ACTIVITIES.md",
    "unknown_schema": "the record is of a schema version that this version does not know",
    "before_discord": "it is dated before 2015, when Discord began",
    "in_the_future": "it is dated more than a day in the future: check the sender's clock",
    "id_out_of_range": "an id is not between 1 and 2^63-1",
    "bad_natural_id": "its own id is empty or longer than 200 characters",
    "bad_person_id": "a person's id is empty, too long, or holds characters that are no text",
    "nobody_did_it": "it does not say who did it",
    "no_message_id": "it does not say which message it is about",
    "no_event_id": "it does not say which event it is about",
    "bad_number": "a count, length, latency or message type is not a whole number between 0 and 10 million",
    "bad_flag": "deaf, muted, alone or afk is neither true nor false, or tells of no voice_state",
    "bad_emoji": "it does not say which emoji: the character itself, or the id of a custom one",
    **{word.reason: word.meaning for word in WORDS.values()},
    "sealed": "its day is sealed: the raw records of that time were deleted by the retention rule",
    "unreadable": "the record could not be read",
    "not_stored": "the database refused it",
}
"""Why a record was parked, in the words that staff read."""


def refusal(activity: Activity, door: Door) -> str | None:
    """The first rule that this activity breaks, as a reason of `REASONS`, or None when it may enter."""
    for rule in RULES:
        if reason := rule(activity, door):
            return reason
    return None


def clean_text(text: str) -> str:
    """The text with what a database cannot hold (NUL, lone surrogates) replaced by U+FFFD."""
    return _UNFIT.sub("\ufffd", text) if _UNFIT.search(text) else text


def clean_name(name: str | None, rules: AdmissionRules) -> str | None:
    """A display name on one line, in the order in which it was written.

    What would turn the text around it is left out (overrides of the bidirectional algorithm); the marks
    that Arabic, Hebrew and emojis need stay, and so does markup, since names are shown as text.
    """
    if name is None:
        return None
    if name.isascii() and name.isprintable():
        return name.strip()[: rules.longest_name].strip() or None
    line = _TURNS.sub("", _BREAKS.sub(" ", clean_text(name)))
    return line.strip()[: rules.longest_name].strip() or None


def settled_time(activity: Activity) -> tuple[datetime, bool]:
    """When it happened, and whether that is inferred: a message of Discord takes the time of its id."""
    if activity.kind == MESSAGE and activity.namespace == "discord" and activity.subject is not None:
        return snowflake_instant(activity.subject), False
    return activity.occurred_at, activity.inferred


def canonical(details: Mapping[str, Detail]) -> str:
    """The kept details of an admitted activity as JSON with sorted names: equal details give equal text."""
    return _canonical(tuple(map(details.get, _IN_ORDER)))


@lru_cache(maxsize=16_384)
def _canonical(values: tuple[Detail, ...]) -> str:
    """The same few details are told over and over: an emoji, a length."""
    parts = [
        f'"{name}":{json.dumps(value)}'
        for name, value in zip(_IN_ORDER, values, strict=True)
        if value is not None
    ]
    return "{" + ",".join(parts) + "}"
