"""How far newcomers come: the steps with the days between them, and where each of them stopped."""

from typing import Any, Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.kpi.charts import files
from adapters.dash_ui.components.kpi.tiles import receipt_href
from adapters.dash_ui.components.living import living
from adapters.dash_ui.components.people import avatar, member_link
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, day, percent
from application.insights.kpis.platform.funnel import FunnelShown
from domain.insights.kpis.platform.steps import STEPS, STOPPED, Path, Stage, Step
from domain.insights.kpis.receipt.amounts import number
from domain.kernel.instants import day_of_number
from domain.kernel.words import agreeing

CSV: Final = "/funnel.csv"


def asked_step(place: Place) -> Step | None:
    """Of whom the address asks: those who stopped at that step."""
    return next((step for step in STEPS if step == place.show), None)


def funnel_card(read: FunnelShown, place: Place) -> Any:  # noqa: ANN401 — what Dash shows
    """The steps, and the newcomers with where each stopped."""
    return living("funnel-card", _card(read, place))


def _card(read: FunnelShown, place: Place) -> html.Section:
    title = "From joining to a first event"
    found = read.funnel
    whole = found.stages[0].people if found.stages else 0
    if not whole:
        why = found.caveats[0] if found.caveats else "Nobody joined in this time."
        return card("funnel", title, nothing(why))
    steps = [_stage(stage, place) for stage in found.stages]
    notes = list(found.caveats)
    if found.without:
        notes.append(f"{counted(found.without, 'newcomer')} came to an event without a command before it.")
    csv = place.at(path=CSV, show=place.show).href
    body = [
        html.Ol(steps, className="funnel"),
        *(html.P(words, className="card-foot") for words in notes),
        _people(read, place),
        html.Div([html.Span(), files("funnel", title, csv)], className="chart-foot"),
    ]
    return card("funnel", title, body, under=f"{counted(whole, 'newcomer')} of this time.")


def _stage(stage: Stage, place: Place) -> html.Li:
    name: Any = stage.title if stage.kpi is None else html.A(stage.title, href=receipt_href(stage.kpi, place))
    share, told = stage.of_all or 0.0, []
    if stage.of_before is not None:
        told.append(f"{percent(stage.of_before)} of the step before")
    if stage.median_days is not None:
        told.append(f"half of them within {agreeing(number(stage.median_days), 'day')}")
    return html.Li(
        [
            html.Span(name, className="bar-name"),
            html.Span(
                [
                    number(stage.people),
                    html.Span(percent(share), className="than"),
                ],
                className="bar-value",
            ),
            html.Span(
                html.Span(className="bar-fill", style={"width": f"{share * 100:.1f}%"}),
                className="bar-track",
                **spelled(aria_hidden="true"),
            ),
            html.Span(" \u00b7 ".join(told), className="bar-note"),
        ],
        key=f"stage-{stage.step}",
    )


def _people(read: FunnelShown, place: Place) -> html.Details:
    chosen = asked_step(place)
    links = [_choice("Everyone", place.at(show=None), chosen=chosen is None)]
    links += [_choice(STOPPED[step], place.at(show=step), chosen=chosen == step) for step in STEPS]
    picker = html.Div(
        links, className="picker groups", role="group", **spelled(aria_label="Where they stopped")
    )
    found = read.funnel
    rows = [_person(path, read, place) for path in found.paths]
    more = found.matching - len(found.paths)
    rest = [html.P(f"And {counted(more, 'more', 'more')}.", className="card-foot")] if more > 0 else []
    shown = [html.Ol(rows, className="paths"), *rest] if rows else [nothing("Nobody.")]
    summary = html.Summary("Where each of them stopped")
    return html.Details([summary, picker, *shown], className="more stops", open=chosen is not None)


def _choice(name: str, to: Place, *, chosen: bool) -> html.A:
    mark = spelled(aria_current="true" if chosen else None)
    return html.A(name, href=to.href, className="choice", **mark)


def _person(path: Path, read: FunnelShown, place: Place) -> html.Li:
    person = read.people.get(path.member_no)
    who = [] if person is None else [avatar(person), member_link(person, place)]
    told = [f"joined {day(day_of_number(path.joined))}"]
    if path.command is not None:
        told.append(f"first command {_after(path.command - path.joined)}")
    if path.event is not None:
        told.append(f"first event {_after(path.event - path.joined)}")
    return html.Li(
        [
            *who,
            html.Span(STOPPED[path.stopped], className="mark-word"),
            html.Span(", ".join(told), className="than"),
        ],
        key=f"path-{path.member_no}",
    )


def _after(days: int) -> str:
    return "the same day" if days <= 0 else f"{counted(days, 'day')} later"
