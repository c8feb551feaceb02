"""What the Data page reads, of a guild of every kind; the rules make the reading."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.community.coverage import HISTORY, CoverageSpan, Family
from domain.community.log.intake import Intake, IntakeKey
from domain.insights.data_quality.quality import DataQuality, QualityFacts, read_quality
from domain.kernel.instants import day_number, midnight, zone
from tests.builders.overview import CHANNELS, GUILD, LAST_DAY, a_window
from tests.builders.sheets import members

ZONE = "Europe/Rome"
NOW = midnight(LAST_DAY + timedelta(days=1), zone(ZONE)) - timedelta(hours=5, minutes=18)
ALIVE: tuple[Family, ...] = ("messages", "reactions_given", "reactions_received", "voice", "membership")


def span(
    family: Family, since: float, until: float, *, source: str = "gateway", channel: int | None = None
) -> CoverageSpan:
    """Heard from so many days before now to so many."""
    return CoverageSpan(
        family=family,
        start=NOW - timedelta(days=since),
        end=NOW - timedelta(days=until),
        source=source,
        channel=channel,
    )


def live(*times: tuple[float, float], families: Sequence[Family] = ALIVE) -> list[CoverageSpan]:
    return [span(family, *time) for family in families for time in times]


def some_intake(source: str = "gateway", scale: int = 1) -> dict[IntakeKey, int]:
    """Mostly new, a little of it twice; most of it within a second or two."""
    day = day_number(LAST_DAY)
    counts = {
        IntakeKey(day, source, "accepted", "message"): 11_804 * scale,
        IntakeKey(day, source, "accepted", "reaction"): 7_311 * scale,
        IntakeKey(day, source, "accepted", "voice_joined"): 402 * scale,
        IntakeKey(day, source, "duplicate", "message"): 611 * scale,
        IntakeKey(day, source, "differing", "reaction"): 37 * scale,
    }
    if source != HISTORY:
        shape = (900, 4_100, 7_000, 4_200, 1_900, 700, 300, 120, 80, 60, 40, 20, 10, 4, 2, 1)
        counts |= {IntakeKey(day, source, "lag", "", n): many * scale for n, many in enumerate(shape)}
    return counts


def a_quality(days: int = 30, **changes: Any) -> DataQuality:
    """A guild that a bot has listened to for a year without a gap."""
    facts: dict[str, Any] = {
        "guild": GUILD,
        "name": "Ludus Magnus",
        "window": a_window(days),
        "time_zone": ZONE,
        "last_activity": NOW - timedelta(minutes=5),
        "resting": False,
        "now": NOW,
        "until": NOW,
        "spans": live((400, 0)),
        "channels": {700 + at: name for at, name in enumerate(CHANNELS)},
        "intake": some_intake(),
        "letters": {},
        "unaddressed": {},
        "members": members(count=20, memberships=[(n, 20_000, None) for n in range(17)]),
    }
    return read_quality(QualityFacts(**(facts | changes)))


def an_outage() -> DataQuality:
    """The bot was away twice, voice for longer; some records could not be kept."""
    spans = [*live((400, 18.2), (17.4, 6.1), (5.9, 0), families=[f for f in ALIVE if f != "voice"])]
    spans += live((400, 18.2), (14.0, 6.1), (5.9, 0), families=["voice"])
    return a_quality(
        spans=spans,
        intake={**some_intake(), **some_intake("ingest")},
        letters={"unknown_kind": 212, "in_the_future": 3, "sealed": 41},
        unaddressed={"unreadable": 5},
    )


def an_imported_quality() -> DataQuality:
    """History files alone, one channel exported sooner than the others."""
    told: tuple[Family, ...] = ("messages", "reactions_received")
    spans = [
        span(family, 4000, 0 if at else 12, source=HISTORY, channel=700 + at)
        for family in told
        for at in range(len(CHANNELS))
    ]
    return a_quality(
        90,
        resting=True,
        spans=spans,
        intake=some_intake(HISTORY, 40),
        members=members(count=20),
    )


def an_empty_quality() -> DataQuality:
    return a_quality(last_activity=None, spans=(), intake={}, members=members(count=0))


def a_hostile_quality() -> DataQuality:
    named = '<script>document.title="owned"</script>'
    intake: Intake = {
        **some_intake("W" * 120),
        **some_intake("<img src=x onerror=alert(1)>"),
    }
    spans = [span("messages", 400, 0 if at else 3, source=HISTORY, channel=700 + at) for at in range(3)]
    return a_quality(
        name="<b>Ludus</b> \u202e@everyone",
        intake=intake,
        spans=spans,
        channels={700: named, 701: "\u202eesrever", 702: "W" * 120},
        letters={"W" * 80: 3, "unknown_kind": 2},
    )


def an_unheard_quality() -> DataQuality:
    """Nobody listened in this time, and nothing came in."""
    return a_quality(spans=live((400, 200)), intake={}, last_activity=datetime(2025, 8, 1, tzinfo=UTC))


EVERY_QUALITY = {
    "full": a_quality,
    "gaps": an_outage,
    "imported": an_imported_quality,
    "empty": an_empty_quality,
    "hostile": a_hostile_quality,
    "quiet": an_unheard_quality,
    "one day": lambda: a_quality(1),
    "huge": lambda: a_quality(3000, intake=some_intake(scale=900_000)),
}
