"""Overviews of every kind that a page must be able to show."""

from datetime import UTC, date, datetime, timedelta

import attrs

from domain.insights.data_quality import Gap, Reason
from domain.insights.leaderboard import Leaderboard
from domain.insights.overview import DayPoint, Overview, Tile
from tests.builders.overview import a_tile, a_top, a_window, an_overview, heard_as, the_tiles

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","click")',
    "\u202eesrever ni nettirw",
    "@everyone",
    "مُدير المجتمع",
    "W" * 120,
    "[click](javascript:alert(1))",
    "{{7*7}} ${7*7}",
    "👩\u200d🚀 e\u0301ve",
)

LEGIBLE = tuple(name.replace("\u202e", "") for name in HOSTILE)
"""The same as they are shown: nothing turns the words around."""


def an_empty_overview() -> Overview:
    window = a_window(30)
    day_points = tuple(
        DayPoint(day=window.first + timedelta(days=at), messages=0, reactions=0, active=0, covered=0.0)
        for at in range(window.days)
    )
    return an_overview(
        first_day=None,
        last_day=None,
        last_activity=None,
        covered=0.0,
        tiles=tuple(_silent(tile.key, "We were not listening yet.") for tile in the_tiles(day_points)),
        heard=heard_as(day_points),
        days=day_points,
        top=Leaderboard(standings=(), scored=0),
        people={},
        heat=tuple((0,) * 24 for _ in range(7)),
        channels=(),
    )


def a_quiet_overview() -> Overview:
    """Heard throughout, but nobody said anything in this window."""
    empty = an_empty_overview()
    days = tuple(attrs.evolve(point, covered=1.0) for point in empty.days)
    return attrs.evolve(
        empty,
        first_day=date(2025, 1, 3),
        last_day=date(2025, 12, 1),
        last_activity=datetime(2025, 12, 1, 9, 30, tzinfo=UTC),
        covered=1.0,
        tiles=tuple(a_tile(t.key, value=0.0, previous=0.0, series=(0.0,) * 30) for t in empty.tiles),
        days=days,
        heard=heard_as(days),
    )


def an_overview_with_gaps() -> Overview:
    whole = an_overview(30)
    silent = range(11, 16)
    days = tuple(
        attrs.evolve(p, messages=0, reactions=0, active=0, covered=0.0) if at in silent else p
        for at, p in enumerate(whole.days)
    )
    tiles = tuple(
        attrs.evolve(
            t, covered=0.83, series=tuple(None if at in silent else v for at, v in enumerate(t.series))
        )
        for t in whole.tiles
    )
    first = datetime.combine(whole.days[11].day, datetime.min.time(), tzinfo=UTC)
    gap = Gap(start=first, end=first + timedelta(days=5), reason=Reason.DISCONNECTED, families=("messages",))
    return attrs.evolve(
        whole,
        days=days,
        heard=heard_as(days, gap),
        tiles=tiles,
        covered=0.83,
        gaps=((gap.start, gap.end),),
    )


def an_imported_overview() -> Overview:
    """From a history file alone: no voice, no leavers, reactions counted where they were received."""
    whole = an_overview(90)
    tiles = {tile.key: tile for tile in whole.tiles}
    note = "The history file does not say who reacted: counted at the messages that received them."
    given = [(standing.messages, 0) for standing in whole.top.standings]
    return attrs.evolve(
        whole,
        opened_at_last_day=True,
        days=tuple(attrs.evolve(point, reactions=0) for point in whole.days),
        channels=tuple(attrs.evolve(row, reactions=0) for row in whole.channels),
        top=attrs.evolve(a_top(tuple(sorted(given, reverse=True))), reactors_known=False),
        tiles=(
            tiles["active_members"],
            tiles["messages"],
            attrs.evolve(
                tiles["reactions"], title="Reactions received", note=note, previous=None, change=None
            ),
            _silent("voice_hours", "Voice is heard only while the bot is running."),
            attrs.evolve(
                tiles["newcomers"], note="Join dates are not known here: counted by the first message."
            ),
            _silent("leavers", "Leaves are heard only while the bot is running."),
        ),
    )


def a_one_day_overview() -> Overview:
    return an_overview(1)


def a_hostile_overview() -> Overview:
    named = an_overview(7, names=HOSTILE)
    return attrs.evolve(
        named,
        guild_name="<b>Ludus</b> \u202e@everyone",
        channels=tuple(
            attrs.evolve(row, name=name) for row, name in zip(named.channels, HOSTILE, strict=False)
        ),
    )


def a_huge_overview() -> Overview:
    return an_overview(3000, scale=25_000.0)


def a_tied_overview() -> Overview:
    return an_overview(
        30, top=a_top(((50, 10), (40, 20), (45, 10), *([(20, 10)] * 5), (12, 0), (12, 0)), also_tied=3)
    )


def _silent(key: str, why: str) -> Tile:
    return a_tile(key, value=None, previous=None, series=(), covered=0.0, unavailable=why)


EVERY_KIND = {
    "full": an_overview,
    "empty": an_empty_overview,
    "quiet": a_quiet_overview,
    "one day": a_one_day_overview,
    "gaps": an_overview_with_gaps,
    "imported": an_imported_overview,
    "hostile": a_hostile_overview,
    "huge": a_huge_overview,
    "tied": a_tied_overview,
    "week": lambda: an_overview(7),
    "quarter": lambda: an_overview(90),
}
