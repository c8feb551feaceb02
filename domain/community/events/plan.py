"""A plan: what people decide about an event, before and after it happens."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from unicodedata import category

import attrs

from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID, MAX_NUMBER
from domain.kernel.instants import utc

LONGEST_TITLE: Final = 100
LONGEST_TYPE: Final = 32
LONGEST_DESCRIPTION: Final = 1000
LONGEST_PLACE: Final = 100
MOST_HOSTS: Final = 25
MOST_CHANNELS: Final = 25
"""As many as one menu of Discord shows."""

LARGEST_CAPACITY: Final = 100_000
LONGEST_MINUTES: Final = 24 * 60
LONGEST_EVENT: Final = timedelta(days=366)
"""Seasons and exhibitions last months; more is a slip of the pen."""

_YEARS: Final = range(2000, 2100)

_BREAKS: Final = frozenset({"Cc", "Zl", "Zp", "Cs"})
"""What no line holds. Joiners stay: emojis and some scripts are written with them."""

_UNSEEN: Final = frozenset("CZ")
"""Categories of characters that leave no trace: a title of nothing else is none."""

Validator = Any


def _text(longest: int, *, needed: bool = False, lines: bool = False) -> Validator:
    def check(_plan: object, field: "attrs.Attribute[str]", value: object) -> None:
        if not isinstance(value, str):
            raise Invalid(f"{field.name}: a text is needed here")
        if len(value) > longest:
            raise Invalid(f"{field.name}: at most {longest} characters, these are {len(value)}")
        if needed and all(category(each)[0] in _UNSEEN for each in value):
            raise Invalid(f"{field.name}: an event needs one")
        if "\0" in value or not _whole_text(value):
            raise Invalid(f"{field.name}: there are characters in it that cannot be kept")
        if not lines and not value.isprintable() and any(category(each) in _BREAKS for each in value):
            raise Invalid(f"{field.name}: one line, without control characters")

    return check


def _whole_text(value: str) -> bool:
    """Whether it has whole characters, no halves of pairs; thousands of texts are read at once."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _numbers(most: int, lowest: int, highest: int) -> Validator:
    def check(_plan: object, field: "attrs.Attribute[tuple[int, ...]]", value: tuple[object, ...]) -> None:
        if len(value) > most:
            raise Invalid(f"{field.name}: at most {most}, these are {len(value)}")
        if any(type(one) is not int or not lowest <= one <= highest for one in value):
            raise Invalid(f"{field.name}: one of them is no number that could be right")

    return check


def _whole(lowest: int, highest: int) -> Validator:
    def check(_plan: object, field: "attrs.Attribute[int]", value: object) -> None:
        if type(value) is not int or not lowest <= value <= highest:
            raise Invalid(f"{field.name}: a whole number between {lowest} and {highest:,} is needed here")

    return check


def _instant(value: object) -> object:
    if value is not None and not isinstance(value, datetime):
        raise Invalid("when an event starts and ends is a date and a time")
    try:
        return value if value is None else utc(value)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _once(value: object) -> tuple[object, ...]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Invalid("hosts and channels are lists of numbers")
    return tuple(dict.fromkeys(value))


@attrs.frozen(kw_only=True)
class Plan:
    """What people decide about an event.

    `hosts` are member numbers. It takes place in voice `channels` of the guild, or at a `place` elsewhere.
    Without `ends_at` it lasts until somebody ends it. More than `capacity` who want to come wait in line.
    Who was in its channels from `before_minutes` before the start on, for `minimum_minutes`, attended.
    """

    title: str = attrs.field(converter=_stripped, validator=_text(LONGEST_TITLE, needed=True))
    type: str = attrs.field(default="", converter=_stripped, validator=_text(LONGEST_TYPE))
    description: str = attrs.field(
        default="", converter=_stripped, validator=_text(LONGEST_DESCRIPTION, lines=True)
    )
    hosts: tuple[int, ...] = attrs.field(
        default=(), converter=_once, validator=_numbers(MOST_HOSTS, 0, MAX_NUMBER)
    )
    channels: tuple[int, ...] = attrs.field(
        default=(), converter=_once, validator=_numbers(MOST_CHANNELS, 1, MAX_ID)
    )
    place: str = attrs.field(default="", converter=_stripped, validator=_text(LONGEST_PLACE))
    starts_at: datetime = attrs.field(converter=_instant)
    ends_at: datetime | None = attrs.field(default=None, converter=_instant)
    capacity: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(_whole(1, LARGEST_CAPACITY))
    )
    before_minutes: int = attrs.field(default=15, validator=_whole(0, LONGEST_MINUTES))
    minimum_minutes: int = attrs.field(default=5, validator=_whole(0, LONGEST_MINUTES))

    def __attrs_post_init__(self) -> None:
        if self.starts_at is None:
            raise Invalid("starts_at: an event needs a start")
        if self.starts_at.year not in _YEARS:
            raise Invalid(f"starts_at: an event takes place between {_YEARS[0]} and {_YEARS[-1]}")
        if self.ends_at is None:
            return
        if self.ends_at <= self.starts_at:
            raise Invalid(
                "ends_at: the event would end before it starts; swap the two, or choose a later end"
            )
        if self.ends_at - self.starts_at > LONGEST_EVENT:
            raise Invalid(f"ends_at: an event lasts at most {LONGEST_EVENT.days} days")

    @classmethod
    def of(cls, wishes: Mapping[str, Any], **defaults: Any) -> "Plan":
        """A new plan from what somebody wished, and the guild's defaults for the rest."""
        _known(wishes)
        missing = [name for name in ("title", "starts_at") if wishes.get(name) is None]
        if missing:
            raise Invalid(f"{' and '.join(missing)}: an event needs a title and a start")
        return cls(**(defaults | dict(wishes)))

    def changed(self, wishes: Mapping[str, Any]) -> "Plan":
        """The plan with some of it changed; a new start without a new end keeps its length."""
        _known(wishes)
        wanted = dict(wishes)
        starts = wanted.get("starts_at")
        if isinstance(starts, datetime) and "ends_at" not in wanted and self.ends_at is not None:
            wanted["ends_at"] = self.ends_at + (utc(starts) - self.starts_at)
        return attrs.evolve(self, **wanted)

    def differs(self, other: "Plan") -> list[str]:
        """The names of what is not as in the other plan."""
        return [name for name in FIELDS if getattr(self, name) != getattr(other, name)]


FIELDS: Final = tuple(field.name for field in attrs.fields(Plan))


def _known(wishes: Mapping[str, Any]) -> None:
    for name in wishes:
        if name not in FIELDS:
            raise Invalid(f"{name}: an event has no such thing; it has {', '.join(FIELDS)}")
