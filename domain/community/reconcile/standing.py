"""What stood at a moment, and until when somebody who is gone may have been there."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.community.coverage import Course
from domain.community.log.activity import Person
from domain.community.spans import Span

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def standing(spans: Iterable[Span], at: datetime) -> list[Span]:
    """The spans that had begun at a moment and not ended, whatever was told of later moments."""
    return [
        span
        for span in spans
        if span.start is not None and span.start <= at and (span.end is None or span.end > at)
    ]


def last_heard(heard: Course, since: datetime, at: datetime) -> datetime:
    """The last moment at which somebody who has gone unheard was certainly there.

    Their going would have been heard but in a silence: so it is where the last one before `at` began. Where
    there was none it is found only now.
    """
    silences = heard.silences(since, at)
    return silences[-1].start if silences else at


def found_id(guild: int, person: Person | str, *what: object, at: datetime) -> str:
    """What an activity is called that nobody told: the same for everybody who finds it."""
    who = person.id if isinstance(person, Person) else person
    return ":".join(map(str, ("found", guild, who, *what, (at - _EPOCH) // _MICROSECOND)))
