"""Numbers of the catalogue as cards, in the words that every mouth uses."""

from collections.abc import Iterator, Mapping
from typing import Final

from adapters.discord.commands.frame import Reply, card, plain
from adapters.discord.commands.frame.saying import escaped
from adapters.discord.commands.members.wording import counted, day, number
from application.insights.kpis.explain import Explained
from application.insights.kpis.read import Readings
from domain.insights.kpis.catalogue import PAGES
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt import Crowd, Receipt, movement
from domain.insights.kpis.receipt.words import headline, said_change, said_part, said_read
from domain.insights.overview import Person
from domain.kernel.windows import Window

_PARTS: Final = 12


def numbers(found: Readings) -> Reply:
    """Every number that there is, a card for each page; what is not known is left out, and counted."""
    pairs = list(zip(found.now, found.before, strict=True))
    cards = []
    for audience, title in PAGES.items():
        lines = [_line(now, was) for now, was in pairs if now.kpi.audience == audience and _known(now)]
        if lines:
            cards.append(card(title, "\n".join(lines)))
    unknown = sum(not _known(now) for now in found.now)
    made = card("How it is going", _span(found.window))
    if unknown:
        made.set_footer(text=f"{counted(unknown, 'number')} not known for this time; ask for one to see why.")
    return Reply(cards=(made, *cards))


def receipt(found: Explained) -> Reply:
    """One number: what it means, how it was computed, what moved it, who is behind it, what to know."""
    written, reading = found.receipt, found.found.reading
    lines = [
        _span(reading.window),
        *([escaped(reading.unavailable)] if reading.unavailable else []),
        "",
        escaped(written.sentence),
        *([looked_at] if (looked_at := said_read(reading)) else []),
        f"**{escaped(written.formula)}**",
        *([f"{said_change(reading, written.movement)} since the time before"] if written.movement else []),
    ]
    made = card(f"{reading.kpi.title}: {written.said}", "\n".join(lines))
    for title, text in _fields(written, reading, found.people):
        made.add_field(name=title, value=text, inline=False)
    return Reply(cards=(made,))


def _fields(written: Receipt, reading: Reading, people: Mapping[int, Person]) -> Iterator[tuple[str, str]]:
    if reading.parts:
        lines = [f"{plain(part.title)}: {said_part(reading, part)}" for part in reading.parts[:_PARTS]]
        more = len(reading.parts) - len(lines)
        yield "Made of", "\n".join([*lines, *([f"and {number(more)} more"] if more else [])])
    for title, crowd in (
        ("Behind it", written.behind),
        ("New among them", written.entered),
        ("No longer among them", written.left),
    ):
        if crowd is not None and crowd.count:
            yield title, _names(crowd, people)
    if written.caveats:
        yield "To know", "\n".join(f"\u2022 {escaped(one)}" for one in written.caveats)


def _names(crowd: Crowd, people: Mapping[int, Person]) -> str:
    named = [plain(people[who].name) for who in crowd.first if who in people]
    more = crowd.count - len(named)
    return ", ".join([*named, *([f"{number(more)} more"] if more else [])])


def _line(now: Reading, before: Reading | None) -> str:
    moved = movement(now, before)
    step = "" if moved is None else f", {said_change(now, moved)}"
    return f"{now.kpi.title}: **{headline(now)}**{step}"


def _known(reading: Reading) -> bool:
    return reading.unavailable is None


def _span(window: Window) -> str:
    unfinished = ", today not over yet" if window.open else ""
    return f"{day(window.first)} to {day(window.last)} ({counted(window.days, 'day')}{unfinished})"
