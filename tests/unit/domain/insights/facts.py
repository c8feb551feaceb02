"""Facts of a guild as the overview reads them, made of a few rows; noon of TIME_ZERO's day is now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from domain.community.coverage import CoverageSpan, Family
from domain.community.settings import GuildSettings
from domain.insights.overview import Overview, Tile
from domain.insights.reading import GuildFacts, read_overview
from domain.insights.sheet import DayTable
from domain.kernel.windows import AsOf, window
from tests.builders.activities import DAY_ZERO, GUILD, TIME_ZERO
from tests.builders.sheets import channel_days, guild_hours, member_days, members

END = f"{DAY_ZERO:%Y-%m-%d}"
EVERYTHING: tuple[Family, ...] = ("messages", "reactions_given", "reactions_received", "voice", "membership")


def day(away: int) -> date:
    """A day so many days after TIME_ZERO's."""
    return DAY_ZERO + timedelta(days=away)


def listening(since: float, until: float, *families: Family, source: str = "gateway") -> list[CoverageSpan]:
    """Heard from so many days after the midnight before TIME_ZERO to so many (UTC)."""
    begin = TIME_ZERO - timedelta(hours=12)
    return [
        CoverageSpan(
            family=family,
            start=begin + timedelta(days=since),
            end=begin + timedelta(days=until),
            source=source,
        )
        for family in families or EVERYTHING
    ]


def read(
    rows: Sequence[Sequence[int]] = (),
    *,
    text: str = "7d",
    as_of: str = END,
    heard: Sequence[CoverageSpan] = (),
    channels: Sequence[Sequence[int]] = (),
    hours: Sequence[Sequence[int]] = (),
    names: dict[int, str] | None = None,
    settings: GuildSettings | None = None,
    last_activity: datetime | None = TIME_ZERO,
    **listed: Any,
) -> Overview:
    """The overview of a window as of a moment; `listed` are the arguments of `members`."""
    settings = settings or GuildSettings()
    sheet: DayTable = member_days(*rows)
    moment = AsOf.parse(as_of, settings.time_zone)
    return read_overview(
        GuildFacts(
            guild=GUILD,
            name="A guild",
            settings=settings,
            window=window(text, moment, zone_name=settings.time_zone),
            as_of=moment,
            resting=False,
            last_activity=last_activity,
            spans=list(heard),
            channels=names or {},
            sheet=sheet,
            channel_days=channel_days(*channels),
            hours=guild_hours(*hours),
            members=members(**({"count": 10} | listed)),
        )
    )


def tile(found: Overview, key: str) -> Tile:
    """The tile with that key."""
    return next(each for each in found.tiles if each.key == key)
