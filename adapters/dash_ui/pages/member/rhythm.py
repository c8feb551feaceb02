"""Their week: on which weekday and at which hours they write."""

from collections.abc import Sequence

from dash import html

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.words import WEEKDAYS, counted, number, zone_words

Rhythm = Sequence[Sequence[int]]


def rhythm(read: Rhythm, time_zone: str) -> html.Section:
    """Messages by weekday and eighth of the day, in the guild's zone."""
    title = "When they are here"
    under = f"Their messages by weekday and hour, in {zone_words(time_zone)}."
    most = max((count for row in read for count in row), default=0)
    if not most:
        return card("rhythm", title, nothing("They wrote nothing in this time."), under=under)
    heads = [element("th", f"{eighth * 3:02d}\u2013{eighth * 3 + 3:02d}", scope="col") for eighth in range(8)]
    rows = [
        element(
            "tr",
            element("th", element("abbr", name[:3], title=name), scope="row"),
            *(_cell(name, eighth, count, most) for eighth, count in enumerate(row)),
        )
        for name, row in zip(WEEKDAYS, read, strict=True)
    ]
    table = element(
        "table",
        element("caption", under, className="spoken"),
        element("thead", element("tr", element("td"), *heads)),
        element("tbody", *rows),
        className="heat eighths",
    )
    return card("rhythm", title, [Drawing(table), html.P(_usual(read), className="card-foot")], under=under)


def _cell(weekday: str, eighth: int, count: int, most: int) -> Element:
    return element(
        "td",
        element("span", number(count), className="spoken"),
        className=None if count else "none",
        style={"--heat-share": f"{count / most * 100:.0f}%"},
        data_tip=f"{weekday} {_from_to(eighth)}: {counted(count, 'message')}",
    )


def _from_to(eighth: int) -> str:
    return f"{eighth * 3:02d}:00\u2013{(eighth * 3 + 3) % 24:02d}:00"


def _usual(read: Rhythm) -> str:
    """When to find them, in a sentence; the first of equals."""
    cells = [(count, -day, -eighth) for day, row in enumerate(read) for eighth, count in enumerate(row)]
    count, day, eighth = max(cells)
    return f"Most often on {WEEKDAYS[-day]}s, {_from_to(-eighth)}: {counted(count, 'message')}."
