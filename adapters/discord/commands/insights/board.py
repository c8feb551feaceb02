"""The numbers of one page at a glance: each with its course, and with what changed."""

from collections.abc import Sequence
from typing import Final

from adapters.discord.commands.frame import Reply, card
from adapters.discord.commands.insights.picture import picture
from adapters.discord.commands.insights.times import span_words
from adapters.discord.commands.members.wording import counted
from domain.insights.kpis.board import Board, Line
from domain.insights.kpis.catalogue import PAGES
from domain.insights.kpis.kpi import Audience
from domain.insights.kpis.receipt import movement
from domain.insights.kpis.receipt.words import headline, said_change
from domain.kernel.windows import AsOf
from domain.kernel.words import is_or_are

_LATEST: Final = 8
"""Periods of a course beside a line: more would break it on a phone."""


def board(found: Board, audience: Audience) -> Reply:
    """Every number that there is; what is not known is left out, and counted."""
    known = [line for line in found.lines if line.now.unavailable is None]
    unknown = len(found.lines) - len(known)
    lines = [span_words(found.window, found.as_of), "", *(_line(line, found.as_of) for line in known)]
    made = card(f"How it is going: {PAGES[audience]}", "\n".join(lines))
    made.set_footer(text=" ".join(_notes(found, unknown)))
    return Reply(cards=(made,))


def _line(line: Line, as_of: AsOf) -> str:
    now = line.now.reading(line.kpi, as_of)
    moved = movement(now, None if line.before is None else line.before.reading(line.kpi, as_of))
    step = "" if moved is None else f", {said_change(now, moved)}"
    course = picture([told.known for told in line.course[-_LATEST:]])
    return f"`{course}` {line.kpi.title}: **{headline(now)}**{step}"


def _notes(found: Board, unknown: int) -> Sequence[str]:
    told = [f"The bars go by {found.grain}; a dot stands for what is not known."]
    if unknown:
        these = f"{counted(unknown, 'number')} {is_or_are(unknown)}"
        told.append(f"{these} not known for this time; ask for one to see why.")
    return told
