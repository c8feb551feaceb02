"""Who stays: the retention triangle as heat, cohort by cohort, its small cells greyed."""

from datetime import timedelta
from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.drawing import Drawing, Element, element
from adapters.dash_ui.components.kpi.charts import files
from adapters.dash_ui.components.living import living
from adapters.dash_ui.names import legible
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, percent
from application.insights.kpis.retention import Retention
from domain.insights.kpis.receipt.amounts import number
from domain.insights.kpis.retention import COHORTS, CohortKind, Mode, Triangle
from domain.insights.kpis.retention.triangle import SMALL, WEEKS, Cell, Mean, Row
from domain.kernel.windows import Window
from domain.kernel.words import is_or_are

CSV: Final = "/retention.csv"
LEAST_DAYS: Final = 182
"""Cohorts of half a year, also where less is looked at: a triangle of a month is one line."""

_MOST_ROWS: Final = 40
_MODES: Final[dict[Mode, str]] = {"on": "In that very week", "on_or_after": "In that week or later"}
_WHY: Final = {"not_yet": "not yet", "unheard": "not heard"}


def asked_cohorts(place: Place) -> CohortKind:
    """How the address puts people together."""
    return next((kind for kind in COHORTS if kind == place.by), "join")


def asked_mode(place: Place) -> Mode:
    """Whether the address asks for that very week, or for that week and later."""
    return next((mode for mode in _MODES if mode == place.show), "on")


def long_enough(window: Window) -> str:
    """The window that a triangle is read over."""
    first = min(window.first, window.last - timedelta(days=LEAST_DAYS - 1))
    return f"{first}..{window.last}"


def staying(read: Retention, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
    """The card of the triangle, with the choice of cohorts and of what counts as staying."""
    return living("health-retention", _card(read, place))


def _card(read: Retention, place: Place) -> html.Section:
    shown = read.triangle
    title = "Who is still active weeks after they began"
    body: list[Any] = [_choices(shown, place)]
    if shown.unavailable is not None:
        body.append(nothing(shown.unavailable))
    elif not shown.rows:
        body.append(nothing("Nobody began in this time."))
    else:
        csv = place.at(path=CSV, by=shown.kind, show=shown.mode).href
        body += [_table(shown), _legend(shown)]
        body.append(html.Div([_words(shown), files("retention", title, csv)], className="chart-foot"))
    under = "Each line is a group of people who began together; darker is more of them."
    return card("retention", title, body, under=under)


def _choices(shown: Triangle, place: Place) -> html.Div:
    kinds = [
        _choice(name, place.at(by=None if kind == "join" else kind), chosen=kind == shown.kind)
        for kind, name in COHORTS.items()
    ]
    modes = [
        _choice(name, place.at(show=None if mode == "on" else mode), chosen=mode == shown.mode)
        for mode, name in _MODES.items()
    ]
    return html.Div([_row_of("Put together by", kinds), _row_of("Active", modes)], className="kpi-choices")


def _row_of(name: str, links: list[html.A]) -> html.Div:
    shown = html.Div(links, className="picker", role="group", **spelled(aria_label=name))
    return html.Div([html.Span(name, className="choices-name"), shown], className="choices-row")


def _choice(name: str, to: Place, *, chosen: bool) -> html.A:
    mark = spelled(aria_current="true" if chosen else None)
    return html.A(name, href=f"{to.href}", className="choice", **mark)


def _table(shown: Triangle) -> html.Div:
    weeks = [counted(week, "week") for week in WEEKS]
    head = element(
        "tr",
        *(element("th", name, scope="col") for name in (COHORTS[shown.kind], "People", *weeks)),
    )
    everybody = element(
        "tr",
        element("th", "Everybody", scope="row"),
        element("td", number(shown.people)),
        *(_mean(mean) for mean in shown.means),
    )
    table = element(
        "table",
        element("caption", "How many were active so many weeks after they began", className="spoken"),
        element("thead", head),
        element("tbody", everybody, className="everybody"),
        element("tbody", *(_row(row) for row in _rows(shown))),
        className="triangle",
    )
    return html.Div(
        Drawing(table),
        className="triangle-place",
        tabIndex=0,
        role="region",
        **spelled(aria_label="Who stays"),
    )


def _rows(shown: Triangle) -> tuple[Row, ...]:
    """The latest weeks; of others the largest groups, which come first."""
    return shown.rows[-_MOST_ROWS:] if shown.kind == "join" else shown.rows[:_MOST_ROWS]


def _row(row: Row) -> Element:
    name = legible(row.title) + (", so far" if row.open else "")
    title = " ".join(
        [
            *([f"{counted(row.guessed, 'person', 'people')} first seen then."] * bool(row.guessed)),
            *([row.note] if row.note else []),
        ]
    )
    return element(
        "tr",
        element("th", element("bdi", name), scope="row", title=title or None),
        element("td", number(row.size)),
        *(_cell(cell) for cell in row.cells),
    )


def _cell(cell: Cell) -> Element:
    if cell.share is None:
        why = _WHY[cell.why or "not_yet"]
        return element(
            "td", element("span", why, className="spoken"), className=f"cell-{cell.why}", title=why
        )
    names = ["heat-cell", *(["small"] if cell.small else []), *(["open"] if cell.open else [])]
    told = _likely(cell) + (", not over yet" if cell.open else "")
    return _heat(cell.share, told, names)


def _mean(mean: Mean) -> Element:
    """Everybody whose week is over, and how many people that is."""
    if mean.weighted is None:
        return element("td", "\u2013", title="No week of that is over yet, or it was not heard.")
    names = ["heat-cell", *(["small"] if mean.small else [])]
    return _heat(
        mean.weighted, _likely(mean), names, element("span", f"of {number(mean.size)}", className="of")
    )


def _heat(share: float, told: str, names: list[str], *more: Element) -> Element:
    return element(
        "td",
        element("span", percent(share)),
        *more,
        className=" ".join(names),
        style={"--heat-share": f"{share * 100:.0f}%"},
        data_tip=told,
        title=told,
    )


def _likely(counted_of: Cell | Mean) -> str:
    low, high = counted_of.interval or (0.0, 1.0)
    return (
        f"{number(counted_of.kept)} of {number(counted_of.size)}; "
        f"likely between {percent(low)} and {percent(high)}"
    )


def _legend(shown: Triangle) -> html.P:
    told = [
        "Everybody: all who began long enough ago to be looked for.",
        f"Pale cells are of fewer than {SMALL} people and say little; dotted ones are not over yet, "
        "hatched ones were not heard.",
    ]
    if left_out := len(shown.rows) - len(_rows(shown)) + shown.left_out:
        others = "earlier week" if shown.kind == "join" else "smaller group"
        told.append(
            f"{counted(left_out, others)} {is_or_are(left_out)} not shown, "
            f"but {is_or_are(left_out)} in the first line."
        )
    return html.P(" ".join(told), className="card-foot")


def _words(shown: Triangle) -> html.Details:
    """How we know, in the words of statistics."""
    means = [
        html.Li(
            f"{counted(mean.weeks, 'week')}: weighted {percent(mean.weighted)}, simple {percent(mean.simple)}"
        )
        for mean in shown.means
        if mean.weighted is not None and mean.simple is not None
    ]
    summary = html.Summary("How we know")
    words = (
        "The first line is the share of all people together (weighted mean), of those only whose week is "
        "over and was heard; the simple mean counts each line alike. A cell says between which shares the "
        "truth lies in 95 of 100 such cases (Wilson interval)."
    )
    return html.Details([summary, html.P(words), html.Ul(means)], className="as-table")
