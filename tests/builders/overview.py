"""A lively overview, and the pieces it is made of."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import numpy as np

from domain.community.members import initials
from domain.community.settings import GuildSettings
from domain.insights.data_quality import Gap, HeardDays
from domain.insights.leaderboard import Leaderboard, Standing
from domain.insights.overview import ChannelRow, DayPoint, Overview, Person, Tile, relative_change
from domain.insights.scoring import receipt, score
from domain.kernel.windows import Window

GUILD = 900_100_200_300_400_500
LAST_DAY = date(2026, 3, 14)
NAMES = (
    "Livia Drusilla",
    "Marcus Aurelius",
    "octavia",
    "Gaius J.",
    "Valeria Messalina",
    "spartacus_73",
    "Cornelia Africana",
    "Flamma",
    "Priscus & Verus",
    "Agrippina the Younger",
)
CHANNELS = ("general", "arena-planning", "introductions", "off-topic", "help-desk", "announcements")


def a_window(days: int = 30, last: date = LAST_DAY) -> Window:
    return Window(first=last - timedelta(days=days - 1), last=last, label=f"{days}d")


def a_tile(key: str = "messages", **changes: Any) -> Tile:
    title, question = {
        "active_members": ("Active members", "How many people took part?"),
        "messages": ("Messages", "How much was written?"),
        "reactions": ("Reactions", "How often did people react to each other?"),
        "voice_hours": ("Voice hours", "How long did people talk together?"),
        "newcomers": ("Newcomers", "How many people joined?"),
        "leavers": ("Leavers", "How many people left?"),
    }[key]
    values: dict[str, Any] = {
        "key": key,
        "title": title,
        "question": question,
        "unit": "hours" if key == "voice_hours" else "count",
        "better": "down" if key == "leavers" else "up",
        "value": 1234.0,
        "previous": 1100.0,
        "series": tuple(float(n) for n in range(30)),
    } | changes
    values.setdefault("change", relative_change(values["value"], values["previous"]))
    return Tile(**values)


def a_standing(member_no: int, messages: int, reactions: int, *, rank: int, tied: bool = False) -> Standing:
    settings = GuildSettings()
    return Standing(
        rank=rank,
        tied=tied,
        member_no=member_no,
        score=score(messages, reactions, settings),
        messages=messages,
        reactions=reactions,
        parts=receipt(messages, reactions, settings),
    )


def a_top(counts: tuple[tuple[int, int], ...] = (), also_tied: int = 0) -> Leaderboard:
    """A leaderboard of these (messages, reactions), best first."""
    made = [a_standing(no, *count, rank=1) for no, count in enumerate(counts)]
    points = [standing.score for standing in made]
    unseen = [points[-1]] * also_tied if points else []
    return Leaderboard(
        standings=tuple(
            attrs.evolve(
                one,
                rank=1 + sum(other > one.score for other in points),
                tied=(points + unseen).count(one.score) > 1,
            )
            for one in made
        ),
        scored=len(made) + also_tied,
        also_tied=also_tied,
    )


def people_called(names: tuple[str, ...]) -> dict[int, Person]:
    return {no: Person(member_no=no, name=name, initials=initials(name)) for no, name in enumerate(names)}


def an_overview(
    length: int = 30, *, names: tuple[str, ...] = NAMES, scale: float = 1.0, **changes: Any
) -> Overview:
    """A lively guild: weekends quieter, evenings busier, ten people with scores, two of them equal."""
    draw = np.random.default_rng([length, 7])
    window = changes.get("window") or a_window(length)
    week = (1.0, 1.05, 1.1, 1.0, 1.3, 0.7, 0.6)
    each_day = [window.first + timedelta(days=at) for at in range(window.days)]
    points = tuple(
        DayPoint(
            day=day,
            messages=int(draw.normal(420, 55) * week[day.weekday()] * scale),
            reactions=int(draw.normal(260, 40) * week[day.weekday()] * scale),
            active=int(draw.normal(84, 9) * week[day.weekday()] * max(1.0, scale**0.5)),
        )
        for day in each_day
    )
    heat = tuple(
        tuple(int(draw.poisson(40 * scale * rate * _evening(hour))) for hour in range(24)) for rate in week
    )
    counts = tuple(
        (int(n * scale), int(r * scale))
        for n, r in zip(
            (812, 640, 633, 420, 398, 377, 371, 288, 240, 201),
            (420, 512, 90, 300, 120, 162, 174, 96, 130, 88),
            strict=True,
        )
    )
    total = sum(point.messages for point in points)
    values: dict[str, Any] = {
        "guild": GUILD,
        "guild_name": "Ludus Magnus",
        "window": window,
        "time_zone": "Europe/Rome",
        "opened_at_last_day": False,
        "first_day": date(2025, 1, 3),
        "last_day": window.last,
        "last_activity": datetime(window.last.year, window.last.month, window.last.day, 17, 42, tzinfo=UTC),
        "covered": 1.0,
        "gaps": (),
        "heard": heard_as(points),
        "tiles": the_tiles(points, scale),
        "days": points,
        "top": a_top(counts[: len(names)]),
        "people": people_called(names),
        "heat": heat,
        "channels": tuple(
            ChannelRow(
                channel=700_000_000_000_000_000 + at,
                name=name,
                messages=int(total * share),
                reactions=int(total * share / 2),
                share=share,
            )
            for at, (name, share) in enumerate(
                zip(CHANNELS, (0.41, 0.22, 0.14, 0.11, 0.08, 0.04), strict=True)
            )
        ),
    } | changes
    return Overview(**values)


def heard_as(points: Sequence[DayPoint], *gaps: Gap) -> HeardDays:
    """What was heard, by the shares of these days."""
    shares = tuple(point.covered for point in points)
    return HeardDays(
        first=points[0].day,
        families=("messages",),
        least="messages",
        share=sum(shares) / len(shares),
        shares=shares,
        gaps=gaps,
    )


def _evening(hour: int) -> float:
    """How lively an hour is: most at 20:00, least at 08:00."""
    away = min((hour - 20) % 24, (20 - hour) % 24)
    return float(np.exp(-(away**2) / 30))


def the_tiles(points: tuple[DayPoint, ...], scale: float = 1.0) -> tuple[Tile, ...]:
    def count(key: str, series: list[float], grown: float, **more: Any) -> Tile:
        value = float(sum(series))
        return a_tile(key, value=value, previous=float(round(value / grown)), series=tuple(series), **more)

    days = range(len(points))
    return (
        a_tile(
            "active_members",
            value=round(312 * scale),
            previous=round(287 * scale),
            series=tuple(float(p.active) for p in points),
        ),
        count("messages", [float(p.messages) for p in points], 1.12),
        count("reactions", [float(p.reactions) for p in points], 0.94),
        count("voice_hours", [round(6.5 * scale + at % 5, 1) for at in days], 1.31, covered=0.83),
        count("newcomers", [float(at % 4) for at in days], 1.08),
        count("leavers", [float(at % 3 == 0) for at in days], 1.25),
    )
