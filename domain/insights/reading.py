"""Reads the overview from a guild's facts: pure, and fast enough for every page view."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs
import numpy as np

from domain.community.coverage import FAMILIES, CoverageSpan, Family, coverage, daily_coverage, settled
from domain.community.missed import NotedGap
from domain.community.settings import GuildSettings
from domain.insights.activity import active_by_day, sum_by_day
from domain.insights.cut import PartOfDay
from domain.insights.data_quality import HeardDays, day_edges, heard_days
from domain.insights.leaderboard import leaderboard
from domain.insights.overview import ChannelRow, DayPoint, Overview
from domain.insights.sheet import DayTable, MemberColumns
from domain.insights.tiles import MEASURES, Shares, WindowFacts, tile
from domain.kernel.instants import day_of_number
from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True, eq=False)
class GuildFacts:
    """All that the overview of one guild and window is read from."""

    guild: int
    name: str
    settings: GuildSettings
    window: Window
    as_of: AsOf
    resting: bool
    """Nothing is listening: the page opened at the last day with activity."""

    last_activity: datetime | None
    spans: list[CoverageSpan]
    channels: Mapping[int, str]
    sheet: DayTable
    channel_days: DayTable
    hours: DayTable
    members: MemberColumns
    noted: Sequence[NotedGap] = ()


def cut_facts(facts: GuildFacts, part: PartOfDay) -> GuildFacts:
    """The same facts with their last day as it stood at a moment."""
    return attrs.evolve(
        facts,
        sheet=part.member_days(facts.sheet),
        channel_days=part.channel_days(facts.channel_days),
        hours=part.hours(facts.hours),
        members=part.members(facts.members),
    )


def read_overview(facts: GuildFacts) -> Overview:
    """Tiles, course, leaderboard, heat map and channels of the window, from one reading of the facts."""
    now = _of_window(facts, facts.window, daily=_daily(facts))
    before = None if facts.window.everything else _of_window(facts, facts.window.previous(), daily={})
    shown = {"voice_hours"} if not facts.settings.voice_shown else set()
    heard = now.heard["messages"]
    return Overview(
        guild=facts.guild,
        guild_name=facts.name,
        window=facts.window,
        time_zone=facts.settings.time_zone,
        opened_at_last_day=facts.resting,
        first_day=facts.sheet.first_day,
        last_day=facts.sheet.last_day,
        last_activity=facts.last_activity,
        covered=heard.share,
        gaps=heard.gaps,
        heard=_heard(facts, now),
        tiles=tuple(tile(measure, now, before) for measure in MEASURES if measure.key not in shown),
        days=_course(facts, now),
        top=leaderboard(
            now.rows,
            facts.settings,
            hidden=facts.members.erased,
            reactions_heard=not now.heard["reactions_given"].none,
        ),
        people={},
        heat=heat_map(facts.hours.between(now.span)),
        channels=busiest(facts.channel_days.between(now.span), facts.channels),
    )


def _of_window(facts: GuildFacts, window: Window, *, daily: Mapping[Family, Shares]) -> WindowFacts:
    start, end = window.instants(facts.settings.time_zone)
    end = min(end, settled(facts.spans, facts.as_of.instant))
    span = facts.as_of.seen(window.span)
    return WindowFacts(
        window=window,
        span=span,
        rows=facts.sheet.between(span),
        sheet=facts.sheet,
        members=facts.members,
        heard={family: coverage(facts.spans, family, start, end) for family in FAMILIES},
        daily=daily,
        qualifying=facts.settings.qualifying,
    )


def _daily(facts: GuildFacts) -> dict[Family, Shares]:
    """The share of each day of the window that was heard, by family; a day not begun counts as heard."""
    edges = day_edges(facts.window, facts.settings.time_zone, settled(facts.spans, facts.as_of.instant))
    return {family: daily_coverage(facts.spans, family, edges) for family in FAMILIES}


def _heard(facts: GuildFacts, now: WindowFacts) -> HeardDays:
    """What the charts of days and hours need: messages, and who reacted where anybody tells it."""
    told: tuple[Family, ...] = ("messages",)
    if not now.heard["reactions_given"].none:
        told = ("messages", "reactions_given")
    until = settled(facts.spans, facts.as_of.instant)
    return heard_days(facts.spans, told, facts.window, facts.settings.time_zone, until, facts.noted)


def _course(facts: GuildFacts, now: WindowFacts) -> tuple[DayPoint, ...]:
    first, count = facts.window.span[0], facts.window.days
    columns = zip(
        sum_by_day(now.rows, "messages", first, count).tolist(),
        sum_by_day(now.rows, "reactions", first, count).tolist(),
        active_by_day(now.rows, first, count, now.qualifying).tolist(),
        now.daily["messages"].tolist(),
        now.daily["reactions_given"].tolist(),
        strict=True,
    )
    return tuple(
        DayPoint(
            day=day_of_number(first + position),
            messages=messages,
            reactions=reactions,
            active=active,
            covered=covered,
            reactions_covered=told,
        )
        for position, (messages, reactions, active, covered, told) in enumerate(columns)
    )


def heat_map(hours: DayTable) -> tuple[tuple[int, ...], ...]:
    """Messages and reactions by weekday (Monday first) and local hour: shape (7, 24).

    Day number 0 was a Thursday.
    """
    weekday = (hours["day"] + 3) % 7
    amount = hours["messages"] + hours["reactions"]
    cells = np.bincount(weekday * 24 + hours["hour"], weights=amount, minlength=7 * 24)
    return tuple(tuple(int(cell) for cell in row) for row in cells.reshape(7, 24))


def busiest(days: DayTable, names: Mapping[int, str], *, most: int = 8) -> tuple[ChannelRow, ...]:
    """The channels with most messages in these days, each with its share of all messages."""
    channels, at = np.unique(days["channel"], return_inverse=True)
    messages = np.bincount(at, weights=days["messages"], minlength=len(channels)).astype(np.int64)
    reactions = np.bincount(at, weights=days["reactions"], minlength=len(channels)).astype(np.int64)
    total = int(messages.sum())
    order = np.lexsort((channels, -reactions, -messages))[:most]
    return tuple(
        ChannelRow(
            channel=int(channels[place]),
            name=names.get(int(channels[place])) or f"channel {channels[place]}",
            messages=int(messages[place]),
            reactions=int(reactions[place]),
            share=int(messages[place]) / total if total else 0.0,
        )
        for place in order
        if messages[place] or reactions[place]
    )
