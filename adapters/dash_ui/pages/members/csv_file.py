"""The directory as a file for a spreadsheet, whose cells no spreadsheet takes for a formula."""

import csv
import io
from typing import Final

from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.members.table import UNKNOWN, hours, shown_name
from adapters.dash_ui.pages.members.tiers import TIER_NAMES
from domain.insights.directory import Directory, Line

_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def directory_csv(read: Directory) -> bytes:
    """All lines, as UTF-8 with the mark by which spreadsheets know it, with lines as in RFC 4180."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    head = ["Name", "Discord id", "Kind", *(["Tier"] if read.tiers else [])]
    head += ["Score", "Messages", "Reactions"]
    head += (["Voice hours"] if read.voice_shown else []) + ["Last seen", "Joined", "Joined is"]
    rows.writerow(head)
    rows.writerows(_row(line, voice=read.voice_shown, tier=bool(read.tiers)) for line in read.lines)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def defused(text: str) -> str:
    """A text that a spreadsheet shows as it is: what would start a formula is put behind an apostrophe."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _row(line: Line, *, voice: bool, tier: bool) -> list[str | float]:
    return [
        defused(legible(shown_name(line))),
        defused(line.discord_id or ""),
        "bot" if line.bot else "left" if line.left else "member",
        *([TIER_NAMES[line.tier] if line.tier else ""] if tier else []),
        _told(line.score),
        _told(line.messages),
        _told(line.reactions),
        *([_told(hours(line))] if voice else []),
        line.last_seen.isoformat() if line.last_seen else "not yet",
        line.joined.isoformat() if line.joined else UNKNOWN,
        "" if line.joined is None else "first seen" if line.joined_inferred else "known",
    ]


def _told(value: float | None) -> str | float:
    return UNKNOWN if value is None else value
