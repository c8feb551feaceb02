"""Spans: what lasts from one activity to another, recomputed whole for each member who is touched."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from domain.community.log.activity import (
    MEMBER_JOINED,
    MEMBER_LEFT,
    ROLE_GIVEN,
    VOICE_JOINED,
)
from domain.kernel.instants import LocalCalendar

VOICE: Final = "voice"
MEMBERSHIP: Final = "membership"
ROLE: Final = "role"
ANSWER: Final = "answer"
FAMILIES: Final = (VOICE, MEMBERSHIP, ROLE, ANSWER)

_WITHIN_AN_INSTANT: Final = {MEMBER_LEFT: 1, VOICE_JOINED: 2, MEMBER_JOINED: 2, ROLE_GIVEN: 2}
"""What ends comes before what begins, and a role is taken before its holder leaves."""

LONGEST_SESSION: Final = timedelta(hours=24)
"""Nobody talks for longer: an end that never came is inferred here."""

_SECOND: Final = timedelta(seconds=1)


class Mark(NamedTuple):
    """A winner that begins or ends a span of one member.

    Of a role `channel` is the role's id, of a join the number of the invite; of an answer it is the event's,
    and `kind` says what was answered.
    """

    member_no: int
    family: str
    at: datetime
    key: bytes
    kind: str
    channel: int | None
    inferred: bool


class Span(NamedTuple):
    """Something that lasted: a voice session in one channel, one membership, or holding one role.

    `channel` is the channel of a session, the id of a role, and of a membership the number of the invite by
    which it began, None where that is not known. `start` is None when nobody saw it begin,
    `end` is None while it lasts.
    """

    start: datetime | None
    end: datetime | None
    start_inferred: bool
    end_inferred: bool
    channel: int | None


def fold_spans(family: str, marks: Iterable[Mark]) -> list[Span]:
    """The spans of one member from all their marks of that family, in any order."""
    ordered = sorted(marks, key=lambda mark: (mark.at, _WITHIN_AN_INSTANT.get(mark.kind, 0), mark.key))
    return _FOLDS[family](_without_refuted(ordered))


def _without_refuted(marks: list[Mark]) -> list[Mark]:
    """A leave that was only inferred, and a return inferred for the same instant: nobody ever left."""
    guessed = [mark for mark in marks if mark.inferred and mark.kind in (MEMBER_JOINED, MEMBER_LEFT)]
    left = {mark.at for mark in guessed if mark.kind == MEMBER_LEFT}
    refuted = left.intersection(mark.at for mark in guessed if mark.kind == MEMBER_JOINED)
    return [mark for mark in marks if mark not in guessed or mark.at not in refuted] if refuted else marks


def _voice(marks: list[Mark]) -> list[Span]:
    """A session ends at the next mark of the member or after 24 hours; never two are open.

    Who comes and goes within one instant was there for no time: such a leave comes before its join,
    and the join must not stay open for want of it.
    """
    spans: list[Span] = []
    begun: Mark | None = None
    passed_by: datetime | None = None
    for mark in marks:
        if begun is not None:
            if mark.at - begun.at > LONGEST_SESSION:
                spans.append(Span(begun.at, begun.at + LONGEST_SESSION, begun.inferred, True, begun.channel))
            elif mark.kind == VOICE_JOINED and mark.channel == begun.channel:
                continue
            else:
                spans.append(Span(begun.at, mark.at, begun.inferred, mark.inferred, begun.channel))
            begun = None
        elif mark.kind != VOICE_JOINED and not (spans and spans[-1].end == mark.at):
            passed_by = mark.at
        if mark.kind == VOICE_JOINED and mark.at != passed_by:
            begun = mark
    if begun is not None:
        spans.append(Span(begun.at, None, begun.inferred, False, begun.channel))
    return spans


def _membership(marks: list[Mark]) -> list[Span]:
    """A membership lasts from a join to the next leave; a leave alone says only when it ended."""
    spans: list[Span] = []
    begun: Mark | None = None
    for mark in marks:
        if mark.kind == MEMBER_JOINED:
            begun = begun or mark
        else:
            start, by = (begun.at, begun.channel) if begun else (None, None)
            spans.append(Span(start, mark.at, begun.inferred if begun else True, mark.inferred, by))
            begun = None
    if begun is not None:
        spans.append(Span(begun.at, None, begun.inferred, False, begun.channel))
    return spans


def _roles(marks: list[Mark]) -> list[Span]:
    """A role is held until it is taken or its holder leaves; several may be held at once.

    That a role was taken says when it was last held, where nothing else was ever told of it.
    """
    spans: list[Span] = []
    held: dict[int | None, Mark] = {}
    told: set[int | None] = set()
    left = False
    for mark in marks:
        if mark.kind == MEMBER_JOINED:
            continue
        role = mark.channel
        if mark.kind == MEMBER_LEFT:
            left = True
            spans += [_held(begun, mark.at, mark.inferred) for begun in held.values()]
            held.clear()
        elif mark.kind == ROLE_GIVEN:
            held.setdefault(role, mark)
        elif begun := held.pop(role, None):
            spans.append(_held(begun, mark.at, mark.inferred))
        elif role not in told and not left:
            spans.append(Span(None, mark.at, True, mark.inferred, role))
        if mark.kind != MEMBER_LEFT:
            told.add(role)
    return spans + [_held(begun, None, False) for begun in held.values()]


def _held(begun: Mark, end: datetime | None, inferred: bool) -> Span:
    return Span(begun.at, end, begun.inferred, inferred, begun.channel)


def _answers(_marks: list[Mark]) -> list[Span]:
    """What somebody answered is read event by event from the marks themselves (see events.answers)."""
    return []


_FOLDS: Final = {VOICE: _voice, MEMBERSHIP: _membership, ROLE: _roles, ANSWER: _answers}


def voice_seconds(spans: Iterable[Span], calendar: LocalCalendar) -> dict[int, int]:
    """Seconds of finished sessions by local day; a session over midnight is split."""
    by_day: dict[int, int] = {}
    for span in spans:
        if span.start is not None and span.end is not None:
            for day, seconds in calendar.split(span.start, span.end):
                by_day[day] = by_day.get(day, 0) + seconds
    return by_day


def seconds_within(span: Span, begin: datetime, end: datetime) -> int:
    """Seconds of a finished session between two midnights: the sum of `voice_seconds` of these days."""
    if span.start is None or span.end is None or span.end <= begin or span.start >= end:
        return 0
    before = max(timedelta(), begin - span.start)
    return (min(span.end, end) - span.start) // _SECOND - before // _SECOND
