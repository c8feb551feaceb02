"""Channels as they are read from who wrote where and when."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import attrs
import numpy as np

from domain.community.coverage import CoverageSpan, Family
from domain.community.guild import ChannelName
from domain.community.settings import GuildSettings
from domain.insights.channels import ChannelFacts, ChannelPeople, Channels, newcomers_of, read_channels
from domain.insights.directory import MemberNames
from domain.insights.sheet import CHANNEL_DAY, CHANNEL_HOUR, MEMBER_CHANNEL_DAY, MEMBER_DAY, REPLY_DAY
from domain.kernel.instants import day_number
from domain.kernel.windows import AsOf, window
from tests.builders.overview import GUILD, LAST_DAY, NAMES
from tests.builders.sheets import a_table, members

TODAY = day_number(LAST_DAY)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC) + timedelta(days=1)


class Wrote(NamedTuple):
    """Somebody wrote so many messages in a channel; `ago` days before today, in that hour."""

    who: int
    where: int
    ago: int = 0
    hour: int = 18
    messages: int = 1


def heard(
    *families: Family, since: datetime = LONG_AGO, until: datetime = NOW, **more: Any
) -> list[CoverageSpan]:
    """All channels, or the one of `channel`."""
    return [
        CoverageSpan(family=family, start=since, end=until, source="gateway", **more) for family in families
    ]


def channel_facts(
    wrote: Sequence[Wrote],
    *,
    replies: Sequence[tuple[int, int, int]] = (),
    received: Mapping[int, int] | None = None,
    joined: Mapping[int, int] | None = None,
    left: Mapping[int, int] | None = None,
    called: Mapping[int, str] | None = None,
    named: Mapping[int, str] | None = None,
    text: str = "7d",
    spans: Sequence[CoverageSpan] | None = None,
    **changes: Any,
) -> ChannelFacts:
    """`replies` are (who, whom, days ago), `joined` and `left` days ago by member, `received` their reactions
    of today; `called` are the names of members, `named` those of channels.
    """
    joined, left, received = joined or {}, left or {}, received or {}
    as_of = AsOf.end_of(LAST_DAY, "UTC")
    size = 1 + max([each.who for each in wrote] + [*joined, *received], default=0)
    rows = [(TODAY - each.ago, each.who, each.messages) for each in wrote]
    rows += [(TODAY, who, 0, 0, count) for who, count in received.items()]
    sheet = a_table(MEMBER_DAY, _added(rows, 2, 4))
    shown = window(text, as_of, since=sheet.first_day)
    now, before = (_people(wrote, span) for span in (shown.span, shown.previous().span))
    hours = [(TODAY - each.ago, each.where, each.hour, each.messages) for each in wrote]
    values: dict[str, Any] = {
        "guild": GUILD,
        "name": "Ludus Magnus",
        "settings": GuildSettings(),
        "window": shown,
        "as_of": as_of,
        "resting": False,
        "last_activity": NOW if wrote else None,
        "detailed_since": None,
        "spans": heard("messages", "membership") if spans is None else spans,
        "channels": {
            channel: ChannelName(channel=channel, name=name, seen_at=LONG_AGO)
            for channel, name in (named or {}).items()
        },
        "names": MemberNames.of(dict(called or {}), {}),
        "sheet": sheet,
        "members": members(
            size,
            memberships=[(who, TODAY - ago, _day(left.get(who))) for who, ago in joined.items()],
        ),
        "channel_days": a_table(
            CHANNEL_DAY, _added([(TODAY - w.ago, w.where, w.messages) for w in wrote], 2, 3)
        ),
        "hours": a_table(CHANNEL_HOUR, _added(hours, 3, 1)).between(shown.span),
        "people": now,
        "before": None if shown.everything else before,
        "replies": a_table(REPLY_DAY, [(TODAY - ago, who, whom, 1) for who, whom, ago in replies]),
    }
    return ChannelFacts(**(values | changes))


def channels_of(wrote: Sequence[Wrote], **changes: Any) -> Channels:
    """The page of who wrote where."""
    facts = channel_facts(wrote, **changes)
    newcomers = newcomers_of(facts)
    asked = {(day, one.member_no) for one in newcomers.shown for day in one.days}
    rows = [(TODAY - w.ago, w.who, w.where, w.hour // 3, w.messages) for w in wrote]
    places = a_table(MEMBER_CHANNEL_DAY, _added([row for row in rows if row[:2] in asked], 4, 1))
    return read_channels(facts, newcomers, places)


PLACES = (
    "general",
    "arena-planning",
    "introductions",
    "off-topic",
    "help-desk",
    "clips",
    "memes",
    "old-hall",
)


def a_reading(*, names: Sequence[str] = NAMES, places: Sequence[str] = PLACES, **changes: Any) -> Channels:
    """A lively community: two months of eight channels, one of which fell silent; two newcomers wait."""
    draw = np.random.default_rng(11)
    wrote = [
        Wrote(
            who=int(draw.integers(0, 30)) + 3 * where,
            where=GUILD + where,
            ago=int(draw.integers(35 if where == len(places) - 1 else 0, 60)),
            hour=int(draw.normal(18, 3)) % 24,
            messages=int(draw.integers(1, 6)),
        )
        for where in range(len(places))
        for _ in range(240 // (where + 1))
    ]
    wrote += [Wrote(60, GUILD + 2, 1, 20, 3), Wrote(60, GUILD, 0, 21), Wrote(61, GUILD + 4, 2, 9, 2)]
    wrote += [Wrote(62, GUILD, 3)]
    values: dict[str, Any] = {
        "text": "30d",
        "joined": {60: 2, 61: 4, 62: 5},
        "received": {60: 2},
        "replies": [(1, 62, 2)],
        "called": {who: names[who % len(names)] for who in range(63)},
        "named": {GUILD + at: name for at, name in enumerate(places)},
    }
    return channels_of(wrote, **(values | changes))


def an_empty_reading() -> Channels:
    """Nothing was ever recorded."""
    return attrs.evolve(channels_of([], spans=[]), last_activity=None)


def _people(wrote: Sequence[Wrote], span: tuple[int, int]) -> ChannelPeople:
    rows = [(w.where, w.who, w.messages) for w in wrote if span[0] <= TODAY - w.ago < span[1]]
    return ChannelPeople.of(*(list(zip(*rows, strict=True)) or [(), (), ()]))


def _added(rows: Sequence[Sequence[int]], keys: int, counts: int) -> list[tuple[int, ...]]:
    """Rows of the same key as one."""
    sums: dict[tuple[int, ...], list[int]] = {}
    for row in rows:
        held = sums.setdefault(tuple(row[:keys]), [0] * counts)
        for at, count in enumerate(row[keys:]):
            held[at] += count
    return [(*key, *held) for key, held in sums.items()]


def _day(ago: int | None) -> int | None:
    return None if ago is None else TODAY - ago
