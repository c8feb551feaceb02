"""Following Discord: what becomes of an event of ours when Discord shows it otherwise."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

import attrs

from domain.community.events.attendance import LONGEST_OPEN
from domain.community.events.event import Event, Status, Transition
from domain.community.events.plan import (
    LONGEST_DESCRIPTION,
    LONGEST_EVENT,
    LONGEST_PLACE,
    LONGEST_TITLE,
    Plan,
)
from domain.kernel.ids import first_snowflake_at, snowflake_instant

_NAMELESS: Final = "Event"
_EXACT: Final = timedelta(milliseconds=10)
_JUST_MADE: Final = timedelta(minutes=10)
"""Clocks differ by less."""

_RANDOM: Final = 1 << 22


@attrs.frozen(kw_only=True)
class Shown:
    """An event as Discord shows it, since `at`; who deleted it there called it off, or ended it.

    `recurs` says that Discord starts it over by a rule of its own: its id stays, its start moves on.
    """

    discord_id: int
    at: datetime
    status: Status
    title: str
    description: str = ""
    channel: int | None = None
    place: str = ""
    starts_at: datetime
    ends_at: datetime | None = None
    recurs: bool = False

    @property
    def plan(self) -> dict[str, Any]:
        """What it says of a plan, in the form that plans have."""
        ends = self.ends_at
        if ends is not None and not self.starts_at < ends <= self.starts_at + LONGEST_EVENT:
            ends = None
        return {
            "title": _line(self.title, LONGEST_TITLE) or _NAMELESS,
            "description": self.description.replace("\0", "").strip()[:LONGEST_DESCRIPTION],
            "channels": () if self.channel is None else (self.channel,),
            "place": _line(self.place, LONGEST_PLACE),
            "starts_at": self.starts_at,
            "ends_at": ends,
        }


def found(shown: Shown, by: int | None, defaults: Mapping[str, Any], event_id: int | None = None) -> Event:
    """An event that was made in Discord: whoever made it there hosts it."""
    hosts = () if by is None else (by,)
    plan = Plan(**(dict(defaults) | shown.plan | {"hosts": hosts}))
    event = Event(
        event_id=event_id or shown.discord_id, plan=plan, discord_id=shown.discord_id, created_by=by
    )
    return attrs.evolve(_moved(event, shown), version=1)


def followed(event: Event, shown: Shown, *, told: bool) -> Event:
    """What an event becomes; itself where Discord shows nothing new.

    Where Discord was not yet `told` of what was changed here, what it shows of the plan is older. Of an
    event of ours it shows less than there is: neither all of its channels nor that it has no end.
    """
    if came_back(event, shown):
        event = attrs.evolve(event, status=Status.PLANNED, ended_at=None, version=event.version + 1)
    if event.over:
        return _ran_on(event, shown)
    planned = shown.plan if event.discord_id == event.event_id else _of_ours(event.plan, shown)
    if event.status is Status.STARTED:
        planned.pop("starts_at", None)
    plan = attrs.evolve(event.plan, **planned) if told and _fits(event, planned) else event.plan
    after = event if plan == event.plan else attrs.evolve(event, plan=plan)
    after = _moved(after, shown)
    if after == event:
        return event
    return attrs.evolve(after, version=event.version + 1, changed_by=None)


def is_listing_of(shown: Shown, event: Event) -> bool:
    """Whether it looks as an event of ours does once it is listed in Discord."""
    alike = _line(event.plan.title, LONGEST_TITLE) == shown.plan["title"]
    return alike and _same(event.plan.starts_at, shown.starts_at)


def starts_over(event: Event, shown: Shown) -> bool:
    """Whether Discord shows the next occurrence of an event that it repeats: the one before has passed."""
    later = shown.starts_at > event.plan.starts_at
    return shown.recurs and later and event.status is not Status.PLANNED and not _ended(shown)


def passed(event: Event, shown: Shown) -> Event:
    """An occurrence that nobody saw end, since the next one is planned already."""
    if event.over:
        return event
    at = min(event.plan.ends_at or shown.at, shown.at)
    return attrs.evolve(event.end(at, None).event, changed_by=None)


def gone(event: Event, at: datetime) -> list[Transition]:
    """What became of an event that Discord no longer lists at a moment, though nobody saw it go.

    One whose time had come took place: nobody knows when it ended, at the latest then. One that lay ahead
    was called off.
    """
    if event.over:
        return []
    if event.status is Status.PLANNED and event.plan.starts_at > at:
        return [event.cancel(at, None)]
    began = [] if event.status is Status.STARTED else [event.start(at, None, began=event.plan.starts_at)]
    going = began[-1].event if began else event
    return [*began, going.end(at, None, ended=min(event.plan.ends_at or at, at))]


def came_back(event: Event, shown: Shown) -> bool:
    """Whether Discord lists again what was only hidden from the bot, and so had seemed to be called off.

    What Discord itself calls off never comes back there; what somebody called off here stays so.
    """
    if event.status is not Status.CANCELLED or event.changed_by is not None or event.ended_at is None:
        return False
    return event.discord_id == event.event_id and not _ended(shown) and event.ended_at < shown.at


def lists(event: Event, ids: Collection[int], at: datetime) -> bool:
    """Whether an event may still be in Discord, which lists these; one that was made just then may not yet be
    among them."""
    twin = event.discord_id
    return twin is None or twin in ids or snowflake_instant(twin) > at - _JUST_MADE


def next_id(shown: Shown) -> int:
    """The id of a later occurrence: Discord has one for all, and whoever reads this again finds the same."""
    drawn = blake2b(shown.discord_id.to_bytes(8, "big"), digest_size=4).digest()
    return first_snowflake_at(shown.starts_at) + int.from_bytes(drawn, "big") % _RANDOM


def _ended(shown: Shown) -> bool:
    return shown.status in (Status.COMPLETED, Status.CANCELLED)


def _fits(event: Event, planned: Mapping[str, Any]) -> bool:
    starts = planned.get("starts_at", event.plan.starts_at)
    ends = planned.get("ends_at", event.plan.ends_at)
    return ends is None or starts < ends <= starts + LONGEST_EVENT


def _of_ours(plan: Plan, shown: Shown) -> dict[str, Any]:
    """Without what the list of Discord cannot show, or must show though nobody planned it."""
    planned = shown.plan
    if shown.channel is None or shown.channel in plan.channels:
        del planned["channels"]
    if shown.channel is not None or not plan.place:
        del planned["place"]
    if (shown.channel is None and plan.ends_at is None) or _same(plan.ends_at, planned["ends_at"]):
        del planned["ends_at"]
    if _same(plan.starts_at, shown.starts_at):
        del planned["starts_at"]
    if _line(plan.title, LONGEST_TITLE) == planned["title"]:
        del planned["title"]
    return planned


def _same(ours: datetime | None, theirs: datetime | None) -> bool:
    """Discord keeps no more than milliseconds."""
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) < _EXACT


def _moved(event: Event, shown: Shown) -> Event:
    """As far as Discord has come; what has begun there but is over here is left alone."""
    if shown.status is Status.CANCELLED:
        if event.status is Status.PLANNED:
            return event.cancel(shown.at, None).event
        return event.end(shown.at, None).event if event.status is Status.STARTED else event
    if shown.status in (Status.STARTED, Status.COMPLETED) and event.status is Status.PLANNED:
        began = shown.at if shown.status is Status.STARTED else min(shown.starts_at, shown.at)
        event = event.start(began, None).event
    if shown.status is Status.COMPLETED and event.status is Status.STARTED:
        event = event.end(shown.at, None).event
    return event


def _ran_on(event: Event, shown: Shown) -> Event:
    """An event of Discord's that was ended here by the clock, as planned, lasted until it was ended there."""
    by_the_clock = event.changed_by is None and event.ended_at is not None
    planned = by_the_clock and event.ended_at == event.plan.ends_at and event.discord_id == event.event_id
    ended = event.status is Status.COMPLETED and shown.status is Status.COMPLETED
    if not (planned and ended) or event.ended_at is None:
        return event
    if not event.ended_at < shown.at <= event.ended_at + LONGEST_OPEN:
        return event
    return attrs.evolve(event, ended_at=shown.at, version=event.version + 1)


def _line(text: str, longest: int) -> str:
    """One line of what can be printed."""
    words = "".join(each if each.isprintable() else " " for each in text).split()
    return " ".join(words)[:longest].strip()
