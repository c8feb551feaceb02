"""Members after a silence: who is gone left in it, who joins again had left before, who is there stayed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from domain.community.coverage import GATEWAY, Course
from domain.community.log.activity import MEMBER_JOINED, MEMBER_LEFT, Activity, Person
from domain.community.reconcile.standing import found_id, last_heard, standing
from domain.community.spans import Span
from domain.kernel.instants import milliseconds

SAME_JOIN: Final = timedelta(minutes=1)
"""Files date a join by its message, Discord by the member: nobody leaves and joins again within a minute."""


def who_left(
    guild: int, at: datetime, ids: Collection[str], memberships: Mapping[str, Iterable[Span]], heard: Course
) -> list[Activity]:
    """A leave for everybody of Discord whose membership stood and who is not among these ids.

    `memberships` are by outside id, `heard` is when the bot heard who comes and goes.
    """
    found = []
    for who in sorted(set(memberships).difference(ids)):
        for span in standing(memberships[who], at):
            if span.start is not None:
                found.append(_left(guild, Person(id=who), span.start, at, heard))
    return found


def left_before(joined: Activity, spans: Iterable[Span], heard: Course) -> list[Activity]:
    """The leave that must lie between an earlier join of somebody and this one."""
    if joined.person is None or joined.inferred:
        return []
    at = joined.occurred_at
    return [
        _left(joined.guild, joined.person, span.start, at, heard)
        for span in standing(spans, at)
        if span.start is not None and at - span.start > SAME_JOIN
    ]


def stayed(guild: int, person: Person, at: datetime, memberships: Iterable[Span]) -> list[Activity]:
    """Who is a member at a moment, and of whom it was only inferred that they had left before, never left.

    Their return bears the instant of that leave: together they say that one membership goes on.
    """
    known = list(memberships)
    ends = [span.end for span in known if span.end is not None and span.end_inferred]
    if not ends or any(span.end is None for span in known):
        return []
    last = max(ends)
    if last > at or any(span.end is not None and span.end > last for span in known):
        return []
    return [
        Activity(
            guild=guild,
            kind=MEMBER_JOINED,
            natural_id=found_id(guild, person, "stayed", at=last),
            occurred_at=last,
            inferred=True,
            source=GATEWAY,
            person=person,
        )
    ]


def _left(guild: int, person: Person, begun: datetime, at: datetime, heard: Course) -> Activity:
    """Who was never heard since they joined may have left at any time: then it is when it was found."""
    until = last_heard(heard, begun, at)
    until = until if until > begun else at
    return Activity(
        guild=guild,
        kind=MEMBER_LEFT,
        natural_id=found_id(guild, person, milliseconds(begun), at=until),
        occurred_at=until,
        inferred=True,
        source=GATEWAY,
        person=person,
    )
