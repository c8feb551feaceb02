"""How we know: what a reading was computed from, for whoever wants to compute it again."""

from typing import Final

from dash import html

from adapters.dash_ui.components.heard import family_words
from adapters.dash_ui.words import day, days, listed, moment, percent
from application.insights.kpis.explain import Explained
from domain.insights.kpis.kpi import Kpi
from domain.insights.kpis.receipt.amounts import number
from domain.insights.kpis.receipt.glossary import terms_in

_FILE: Final = "docs/KPIS.md"


def how_we_know(explained: Explained) -> html.Details:
    """Version, days, moment, both numbers, what was heard, and the settings that it depends on."""
    found = explained.found
    reading, kpi = found.reading, found.reading.kpi
    lines = [
        ("Its name for programs", kpi.key),
        ("Definition", f"version {reading.definition.version}"),
        ("Days that were read", days(reading.read)),
        ("As of", moment(found.as_of.instant, found.time_zone)),
        ("Upper number", number(reading.numerator)),
        *([] if reading.denominator is None else [("Lower number", number(reading.denominator))]),
    ]
    if kpi.needs:
        lines.append(("Heard", f"{percent(reading.covered)} of what it needs: {family_words(kpi.needs)}"))
    if kpi.settings:
        lines.append(("Depends on the settings", listed(sorted(kpi.settings))))
    if kpi.source:
        lines.append(("Asked for in", kpi.source))
    before = found.before
    if before is not None:
        was = f"{day(before.window.first)} \u2013 {day(before.window.last)}"
        lines.append(("Compared with", was))
    told = html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in lines], className="effects")
    earlier = [
        html.P(f"Version {one.version}: {one.sentence}", className="than") for one in reversed(kpi.earlier)
    ]
    summary = html.Summary("How we know")
    return html.Details([summary, told, *earlier, *_words(kpi)], className="card how", id="how")


def _words(kpi: Kpi) -> list[html.P]:
    """The words of the field that the number uses, and how exactly they are computed."""
    told = (
        (term.word, f": {term.plain} {term.exactly}".rstrip())
        for term in terms_in(
            " ".join((kpi.title, kpi.definition.sentence, kpi.key.replace("_", " "), kpi.source))
        )
    )
    return [html.P([html.Strong(word), meaning], className="than") for word, meaning in told]
