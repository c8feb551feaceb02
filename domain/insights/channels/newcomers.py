"""Newcomers who were left alone: they came, they wrote, and nobody replied."""

from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.insights.activity import first_days
from domain.insights.directory.roll import flags_of, last_memberships
from domain.insights.overview import Person
from domain.insights.sheet import NEVER, DayTable, MemberColumns


@attrs.frozen(kw_only=True)
class NewcomerRules:
    """Whom we call a newcomer, and how many of those left alone are shown."""

    fresh_days: int = 14
    """As long as the segment "fresh" (DEFINITIONS, segments)."""

    settled_days: int = 14
    """In the first days on record everybody is seen for the first time: that makes nobody a newcomer."""

    shown: int = 20
    """As many as somebody can greet; how many there are is said all the same."""


RULES = NewcomerRules()


@attrs.frozen(kw_only=True)
class LeftAlone:
    """A newcomer whom nobody replied to; day numbers of the guild's zone.

    `days` are those on which they wrote, `received` the reactions to what they wrote.
    """

    member_no: int
    joined: int
    inferred: bool
    days: tuple[int, ...]
    messages: int
    received: int


@attrs.frozen(kw_only=True)
class Newcomers:
    """How many newcomers wrote, to how many of them nobody replied, and who these are: of many only those who
    wrote last, the latest first.
    """

    wrote: int
    alone: int
    shown: tuple[LeftAlone, ...]


@attrs.frozen(kw_only=True)
class Spot:
    """A channel in which somebody wrote: how much, and when last, to an eighth of the day (0: from 0:00)."""

    channel: int
    name: str | None
    messages: int
    last: date
    eighth: int


@attrs.frozen(kw_only=True)
class Unanswered:
    """A newcomer to go and greet; `joined_inferred` when the day is the first on which they were seen."""

    person: Person
    joined: date
    joined_inferred: bool
    messages: int
    received: int
    spots: tuple[Spot, ...]


def left_alone(
    sheet: DayTable,
    members: MemberColumns,
    replies: DayTable,
    until: int,
    *,
    joins_heard: bool,
    rules: NewcomerRules = RULES,
) -> Newcomers:
    """Who came in the `fresh_days` before day number `until`, and wrote, and was answered by nobody since.

    `replies` are those of these days (REPLY_DAY). Where all joins were heard, who did not join in this
    time came earlier, whenever they were first seen. A reaction is no answer.
    """
    since = until - rules.fresh_days
    size = max(len(members.bot), int(sheet["member_no"].max(initial=-1)) + 1)
    joined, told, guessed, left = last_memberships(members, until, size)
    sure = told & ~guessed
    if not joins_heard:
        first = int(sheet["day"][0]) if len(sheet) else until
        joined = np.where(told, joined, first_days(sheet.between((0, until)), size))
        sure |= (joined < NEVER) & (joined >= first + rules.settled_days)
    here = ~(flags_of(members.bot, size) | flags_of(members.erased, size) | left)
    fresh = here & sure & (joined >= since) & (joined < until)
    rows = sheet.between((since, until))
    who = rows["member_no"]
    wanted = fresh[who] & (rows["day"] >= joined[who])
    who, day = who[wanted], rows["day"][wanted]
    messages, received = rows["messages"][wanted], rows["received"][wanted]
    wrote = np.bincount(who, weights=messages, minlength=size).astype(np.int64)
    reacted = np.bincount(who, weights=received, minlength=size).astype(np.int64)
    last = np.zeros(size, dtype=np.int64)
    last[who[messages > 0]] = day[messages > 0]  # days ascend, and of a repeated index the last value stays
    alone = np.flatnonzero((wrote > 0) & ~_answered(replies, joined, (since, until)))
    order = alone[np.lexsort((alone, -wrote[alone], -last[alone]))][: rules.shown]
    shown = [
        LeftAlone(
            member_no=number,
            joined=int(joined[number]),
            inferred=bool(guessed[number] or not told[number]),
            days=tuple(day[(who == number) & (messages > 0)].tolist()),
            messages=int(wrote[number]),
            received=int(reacted[number]),
        )
        for number in order.tolist()
    ]
    return Newcomers(wrote=int(np.count_nonzero(wrote)), alone=len(alone), shown=tuple(shown))


def _answered(replies: DayTable, joined: NDArray[np.int64], span: tuple[int, int]) -> NDArray[np.bool_]:
    """Whom somebody replied to since they came: shape (members,)."""
    rows = replies.between(span)
    whom = rows["toward_no"]
    known = whom < len(joined)
    whom, day = whom[known], rows["day"][known]
    answered = np.zeros(len(joined), dtype=np.bool_)
    answered[whom[day >= joined[whom]]] = True
    return answered
