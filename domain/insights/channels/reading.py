"""Reads the Channels page from a guild's facts: what is alive, who writes there, whom nobody answered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import attrs

from domain.community.coverage import Family, coverage, settled
from domain.insights.channels.facts import ChannelFacts
from domain.insights.channels.lines import ChannelLine, SilentChannel
from domain.insights.channels.listing import ChannelList
from domain.insights.channels.newcomers import RULES, Newcomers, Spot, Unanswered, left_alone
from domain.insights.data_quality import HeardDays, heard_days
from domain.insights.sheet import DayTable
from domain.kernel.instants import day_number, day_of_number
from domain.kernel.windows import Window

_NEEDED: Final[tuple[Family, ...]] = ("messages",)
_SPOTS: Final = 3


@attrs.frozen(kw_only=True)
class Channels:
    """Everything that the page shows of one guild and window."""

    guild: int
    guild_name: str
    window: Window
    time_zone: str
    opened_at_last_day: bool
    last_activity: datetime | None
    covered: float
    heard: HeardDays
    detailed_since: date | None
    """Who wrote where, and at what hour, is not known of the days before; None where all of it is."""

    messages: int
    writers: int
    lines: tuple[ChannelLine, ...]
    silent: tuple[SilentChannel, ...]
    newcomers: Newcomers
    unanswered: tuple[Unanswered, ...]


def newcomers_of(facts: ChannelFacts) -> Newcomers:
    """The newcomers of the days before the moment that is asked for."""
    until = day_number(facts.as_of.last_day) + 1
    zone = facts.settings.time_zone
    fresh = Window(first=day_of_number(until - RULES.fresh_days), last=day_of_number(until - 1))
    start, end = fresh.instants(zone)
    joins = coverage(facts.spans, "membership", start, min(end, settled(facts.spans, facts.as_of.instant)))
    return left_alone(facts.sheet, facts.members, facts.replies, until, joins_heard=joins.full)


def read_channels(facts: ChannelFacts, newcomers: Newcomers, places: DayTable) -> Channels:
    """The page; `places` says where the newcomers who are shown wrote (MEMBER_CHANNEL_DAY)."""
    zone = facts.settings.time_zone
    until = settled(facts.spans, facts.as_of.instant)
    heard = heard_days(facts.spans, _NEEDED, facts.window, zone, until, facts.noted)
    listing = ChannelList(facts)
    lines, silent = listing.read()
    since = facts.detailed_since
    return Channels(
        guild=facts.guild,
        guild_name=facts.name,
        window=facts.window,
        time_zone=zone,
        opened_at_last_day=facts.resting,
        last_activity=facts.last_activity,
        covered=heard.share,
        heard=heard,
        detailed_since=day_of_number(since) if since is not None and since > facts.window.span[0] else None,
        messages=sum(line.messages for line in lines),
        writers=listing.writers,
        lines=lines,
        silent=silent,
        newcomers=newcomers,
        unanswered=tuple(_unanswered(facts, newcomers, places)),
    )


def _unanswered(facts: ChannelFacts, newcomers: Newcomers, places: DayTable) -> list[Unanswered]:
    spots: dict[int, dict[int, Spot]] = {}
    columns = (places[name].tolist() for name in ("day", "member_no", "channel", "eighth", "messages"))
    for day, member_no, channel, eighth, messages in sorted(zip(*columns, strict=True)):
        known = spots.setdefault(member_no, {}).get(channel)
        spots[member_no][channel] = Spot(
            channel=channel,
            name=facts.name_of(channel),
            messages=messages + (known.messages if known else 0),
            last=day_of_number(day),
            eighth=eighth,
        )
    return [
        Unanswered(
            person=facts.person(one.member_no),
            joined=day_of_number(one.joined),
            joined_inferred=one.inferred,
            messages=one.messages,
            received=one.received,
            spots=_latest(spots.get(one.member_no, {})),
        )
        for one in newcomers.shown
    ]


def _latest(spots: Mapping[int, Spot]) -> tuple[Spot, ...]:
    order = sorted(spots.values(), key=lambda spot: (spot.last, spot.eighth, spot.messages), reverse=True)
    return tuple(order[:_SPOTS])
