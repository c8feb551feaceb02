"""One number as a card, in the words that every mouth uses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from adapters.discord.commands.frame import Reply, card, plain
from adapters.discord.commands.frame.saying import escaped
from adapters.discord.commands.insights.picture import MOST, picture
from adapters.discord.commands.insights.times import span_words
from adapters.discord.commands.members.wording import number
from application.insights.kpis.explain import Explained
from domain.insights.kpis.asked.course import Course
from domain.insights.kpis.board import Told
from domain.insights.kpis.reading import Reading
from domain.insights.kpis.receipt import Contribution, Crowd, Receipt, said
from domain.insights.kpis.receipt.amounts import said_step
from domain.insights.kpis.receipt.words import said_change, said_effects, said_part, said_read, shown_unit
from domain.insights.overview import Person

_PARTS: Final = 12
_MOVERS: Final = 5


def receipt(found: Explained) -> Reply:
    """One number: what it means, how it was computed, what moved it, who is behind it, what to know."""
    written, reading = found.receipt, found.found.reading
    lines = [
        span_words(reading.window, reading.as_of),
        *([escaped(reading.unavailable)] if reading.unavailable else []),
        "",
        escaped(written.sentence),
        *([looked_at] if (looked_at := said_read(reading)) else []),
        *([f"**{escaped(written.formula)}**"] if reading.unavailable is None else []),
        *([f"{said_change(reading, written.movement)} since the time before"] if written.movement else []),
    ]
    only = f", only {plain(reading.group.title)}" if reading.group.by else ""
    made = card(f"{reading.kpi.title}{only}: {written.said}", "\n".join(lines))
    for title, text in _fields(found, written, reading):
        made.add_field(name=title, value=text, inline=False)
    return Reply(cards=(made,))


def _fields(found: Explained, written: Receipt, reading: Reading) -> Iterator[tuple[str, str]]:
    if written.caveats:
        yield "To know", "\n".join(f"\u2022 {escaped(one)}" for one in written.caveats)
    yield "Over time", _course(found.found.course)
    if moved := _moved(written):
        yield "What moved it", moved
    if reading.parts:
        yield "Made of", _listed([_part(reading, at) for at in range(len(reading.parts))], _PARTS)
    for title, crowd in (
        ("Behind it", written.behind),
        ("New among them", written.entered),
        ("No longer among them", written.left),
    ):
        if crowd is not None and crowd.count:
            yield title, _names(crowd, found.people)


def _course(course: Course) -> str:
    """The picture of the course, and of what held before beside it, with the ends of its scale."""
    shown = course.readings[-MOST:]
    known = [value for value in _values(shown) if value is not None]
    lines = [f"`{_drawn(course.readings)}` by {course.grain}, {_ends(shown)}"]
    if known:
        unit = shown_unit(shown[0].kpi)
        low, high = said(min(known), unit), said(max(known), unit)
        scale = f"from {low} to {high}" if low != high else f"each {low}"
        dots = "; a dot stands for what is not known" if len(known) < len(shown) else ""
        lines.append(f"The bars go {scale}{dots}.")
    for old in course.beside:
        lines.append(f"`{_drawn(old.readings)}` {escaped(old.title)}")
    return "\n".join(lines)


def _ends(shown: Sequence[Reading]) -> str:
    unfinished = ", not over yet" if shown[-1].open else ""
    return f"{shown[0].window.label} to {shown[-1].window.label}{unfinished}"


def _drawn(readings: Sequence[Reading]) -> str:
    return picture(_values(readings))


def _values(readings: Sequence[Reading]) -> list[float | None]:
    return [Told.of(one).known for one in readings]


def _moved(written: Receipt) -> str:
    """Which of the two numbers moved it, and the parts that did most."""
    moved, before = written.movement, written.before
    if moved is None or before is None:
        return ""
    told = said_effects(written.reading, before, moved)
    lines = [_step(one, written.reading) for one in moved.movers(_MOVERS)]
    return "\n".join([*([told] if told else []), *lines])


def _step(one: Contribution, reading: Reading) -> str:
    step = said_step(one.change or 0.0, shown_unit(reading.kpi))
    return f"{plain(one.title)}: {said(one.before, 'count')} \u2192 {said(one.now, 'count')}, {step}"


def _part(reading: Reading, at: int) -> str:
    part = reading.parts[at]
    why = f" ({escaped(part.note)})" if part.numerator is None and part.note else ""
    return f"{plain(part.title)}: {said_part(reading, part)}{why}"


def _listed(lines: Sequence[str], most: int) -> str:
    more = len(lines) - most
    return "\n".join([*lines[:most], *([f"and {number(more)} more"] if more > 0 else [])])


def _names(crowd: Crowd, people: Mapping[int, Person]) -> str:
    named = [plain(people[who].name) for who in crowd.first if who in people]
    more = crowd.count - len(named)
    return ", ".join([*named, *([f"{number(more)} more"] if more else [])])
