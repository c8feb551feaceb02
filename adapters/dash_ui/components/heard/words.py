"""What was heard, and why not, in plain words: the same under every chart."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from dash import html

from adapters.dash_ui.place import Place
from adapters.dash_ui.words import day, lasting, listed, percent
from domain.community.coverage import FAMILIES, Family
from domain.insights.data_quality import Gap, HeardDays, Reason
from domain.insights.data_quality.words import FAMILY_NAMES, REASONS
from domain.kernel.instants import zone

DATA_PATH: Final = "/data"
"""Where the Data page is; the pages that lead to it do not know the page itself."""

SENT_ONLY: Final = (
    "Nobody was listening in this time: what is shown was sent to us later, and may not be all. "
)
"""Numbers of a time of which no source says that it listened."""


def data_link(place: Place, words: str = "See what was heard") -> html.A:
    """The way to the page that says what can be believed; part of a tree of plain elements (living.py)."""
    return html.A(words, href=place.at(path=DATA_PATH).href)


def reason_words(reason: Reason) -> str:
    """Why a time was not heard."""
    return REASONS[reason]


def heard_words(heard: HeardDays) -> str:
    """ "Heard 97% of this time"; of several things the least heard one is named."""
    if heard.full:
        return "All of this time was heard"
    of = "" if heard.alike else f" ({FAMILY_NAMES[heard.least]})"
    if heard.share <= 0:
        return f"Nobody was listening in this time{of}"
    return f"Heard {percent(heard.share)} of this time{of}"


def family_words(families: Sequence[Family], expected: Sequence[Family] = FAMILIES) -> str:
    """ "messages and voice"; "everything", or "everything but voice", of those that are expected."""
    others = [family for family in expected if family not in families]
    if len(families) > 2 and len(others) < 2:
        return "everything" + "".join(f" but {FAMILY_NAMES[family]}" for family in others)
    return listed([FAMILY_NAMES[family] for family in families])


def gap_words(gap: Gap, zone_name: str) -> str:
    """ "12 Mar 2026 14:00-17:30 (3 hours 30 minutes): the bot was not connected"."""
    long = lasting(gap.end - gap.start)
    return f"{time_words(gap.start, gap.end, zone_name)} ({long}): {reason_words(gap.reason)}"


def time_words(start: datetime, end: datetime, zone_name: str) -> str:
    """From when to when; whole days without their hours."""
    since, until = (at.astimezone(zone(zone_name)) for at in (start, end))
    if since.time() == until.time() == since.min.time():
        last = (until - timedelta(days=1)).date()
        told = day(last) if last == since.date() else f"{day(since.date())} \u2013 {day(last)}"
    elif since.date() == until.date():
        told = f"{day(since.date())} {since:%H:%M}\u2013{until:%H:%M}"
    else:
        told = f"{day(since.date())} {since:%H:%M} \u2013 {day(until.date())} {until:%H:%M}"
    return told
