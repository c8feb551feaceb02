"""The receipt of one KPI, at an address that says which one, of what, and over which time."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.kpi.charts import chart_card
from adapters.dash_ui.components.kpi.tiles import KPI_PATH
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.notice import nobody_listens
from adapters.dash_ui.components.states import state
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.figures.course import Series, spans_of
from adapters.dash_ui.pages.kpi.choices import choices
from adapters.dash_ui.pages.kpi.how import how_we_know
from adapters.dash_ui.pages.kpi.moved import behind, moved
from adapters.dash_ui.pages.kpi.number import number
from adapters.dash_ui.pages.kpi.parts import parts
from adapters.dash_ui.pages.page import Heading, Page, Shown
from adapters.dash_ui.place import Place
from application.insights.kpis.explain import Explained
from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.board import Told
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.kpi import GRAINS, Audience, Kpi
from domain.insights.kpis.reading import Reading
from domain.kernel.errors import Invalid, NotFound

PAGE_OF: Final[dict[Audience, str]] = {
    "leadership": "/health",
    "organisers": "/events-insight",
    "engineering": "/platform",
    "quality": "/data",
}
"""Where each audience finds its KPIs."""

AUDIENCES: Final[dict[str, Audience]] = {page: audience for audience, page in PAGE_OF.items()}


def question(place: Place) -> KpiQuestion:
    """What the address asks; Invalid for a grain or a kind of group that there is not."""
    one = kpi_at(place)
    if one is None:
        raise NotFound(f"there is no KPI {place.key!r}")
    grain = next((each for each in GRAINS if each == place.grain), None)
    by = next((each for each in one.by if each == place.by), None)
    if place.grain is not None and grain is None:
        raise Invalid(f"the grain {place.grain[:20]!r} is none of {', '.join(one.grains)}")
    if place.by is not None and by is None:
        raise Invalid(f"{one.title} is not taken apart by {place.by[:20]!r}")
    return KpiQuestion(
        key=one.key, window=place.window_text, as_of=place.as_of, grain=grain, by=by, of=place.only
    )


def kpi_at(place: Place) -> Kpi | None:
    """The KPI of an address."""
    return next((one for one in CATALOGUE if one.key == place.key), None)


async def show(desk: Desk, guild: int, place: Place) -> Shown:
    """Read the receipt of the KPI and draw it."""
    asked = question(place)
    try:
        explained = await desk.kpis.explain(guild, asked)
    except NotFound as problem:
        if asked.of is None:
            raise
        raise Invalid(str(problem)) from None
    return await shown(explained, place)


async def shown(explained: Explained, place: Place) -> Shown:
    """The page of a receipt."""
    return await Shown.drawn(
        _heading(explained),
        lambda _, place: receipt_page(explained, place),
        place,
        title=explained.found.reading.kpi.title,
        beside=_said(explained),
    )


def receipt_page(explained: Explained, place: Place) -> Any:  # noqa: ANN401 — Dash has no common type of children
    """The number, its course, its parts, what moved it, who is behind it, and how we know."""
    found, csv = explained.found, place.at(path=f"{place.path}.csv", **_asked(place)).href
    reading = found.reading
    resting = [nobody_listens(reading.window.last)] if found.opened_at_last_day else []
    made_of = parts(reading, place, csv)
    people = behind(explained, place)
    left = [] if made_of is None else [living("kpi-parts", made_of)]
    left += [] if people is None else [living("kpi-behind", people)]
    right = [living("kpi-moved", moved(explained, place))]
    columns = [html.Div(column, className="stack") for column in (left, right) if column]
    return [
        living("kpi-notices", html.Div(resting, className="notices")),
        living("kpi-number", number(explained, place)),
        living("kpi-choices", choices(reading.kpi, reading.group, found.course.grain, place)),
        _course(explained, csv),
        html.Div(columns, className=f"charts of-{len(columns)}"),
        living("kpi-how", how_we_know(explained)),
    ]


def _asked(place: Place) -> dict[str, str | None]:
    return {"by": place.by, "only": place.only, "grain": place.grain}


def _course(explained: Explained, csv: str) -> html.Section:
    """Over time, with the line by what held before beside it."""
    found, kpi = explained.found, explained.found.reading.kpi
    told = [Told.of(reading) for reading in found.course.readings]
    unit = "people" if kpi.headline == "numerator" else kpi.unit
    lines = [
        Series(name=kpi.title, colour="messages", values=_values(found.course.readings), unit=unit),
        *(
            Series(name=old.title, colour="grey", values=_values(old.readings), unit=unit, faded=True)
            for old in found.course.beside
        ),
    ]
    notes = [
        html.P([html.Strong(f"{old.title}: "), old.why], className="card-foot") for old in found.course.beside
    ]
    more = [living("course-old", html.Div(notes))] if notes else []
    spans = spans_of(told, found.course.grain)
    under = f"Each point is a {found.course.grain}."
    return chart_card("course", "Over time", spans, lines, under=under, csv=csv, more=more)


def _values(readings: tuple[Reading, ...]) -> list[float | None]:
    return [Told.of(reading).known for reading in readings]


def _heading(explained: Explained) -> Heading:
    """What the shell says above a receipt."""
    found = explained.found
    return Heading(
        guild_name=found.guild_name,
        window=found.reading.window,
        time_zone=found.time_zone,
        last_activity=found.last_activity,
    )


def _said(explained: Explained) -> object:
    """What is drawn of a receipt, equal for equal pages: masks of members are not."""
    found, written = explained.found, explained.receipt
    moved_by = written.movement
    return (
        Told.of(found.reading),
        None if found.before is None else Told.of(found.before),
        [Told.of(reading) for reading in found.course.readings],
        [[Told.of(reading) for reading in old.readings] for old in found.course.beside],
        (written.formula, written.caveats, written.behind, written.entered, written.left),
        None if moved_by is None else (moved_by.change, moved_by.effects, moved_by.contributions),
        sorted(explained.people.items()),
    )


async def known(_desk: Desk, _guild: int, place: Place) -> bool:
    """Whether the catalogue has it."""
    return kpi_at(place) is not None


def above(place: Place) -> str:
    """The page that the KPI stands on."""
    one = kpi_at(place)
    return PAGE_OF[one.audience if one is not None else "leadership"]


def absent(place: Place) -> html.Section:
    """The catalogue has no KPI of that key."""
    words = f"Nothing here is called {place.key}. The link may be old, or mistyped."
    back = html.A(
        "See all numbers of the community", href=place.at(path="/health").href, className="button quiet"
    )
    return state("unknown-kpi", icon("search"), "There is no such number", [html.P(words), back])


KPI = Page(
    path=KPI_PATH,
    title="Receipt",
    icon="health",
    show=show,
    known=known,
    above=above,
    absent=absent,
    parts=(
        ("number", "The number"),
        ("course", "Over time"),
        ("parts", "What it is made of"),
        ("moved", "What moved it"),
        ("behind", "Who is behind it"),
        ("how", "How we know"),
    ),
)
