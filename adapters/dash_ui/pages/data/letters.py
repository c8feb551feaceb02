"""What could not be kept, why, and what to do about it; and of how many people the join is known."""

from collections.abc import Mapping
from typing import Final

from dash import html
from dash.development.base_component import Component

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.cards import card
from adapters.dash_ui.words import counted, number, percent
from domain.community.log.admission import REASONS
from domain.insights.data_quality.quality import DataQuality, KnownJoins

_COMMAND: Final = "community-os dead-letters"
_NOT_KEPT: Final = "sealed"
"""The one reason for which records are counted and not kept: nothing of them waits."""


def letters(read: DataQuality) -> html.Section:
    """Records that wait or were refused, those of this community first."""
    body: list[Component] = [_group(read.letters, "Every record that arrived could be kept.")]
    if read.unaddressed:
        body += [
            html.H3("Of no community", className="part-title"),
            html.P(
                "It could not be read whose these are, so every community here shows them.",
                className="card-under",
            ),
            _group(read.unaddressed, ""),
        ]
    if any(reason != _NOT_KEPT for reason in (*read.letters, *read.unaddressed)):
        body.append(_what_to_do())
    body += [html.H3("Join dates", className="part-title"), _joins(read.joins)]
    return card("letters", "What could not be kept", body)


def _group(counts: Mapping[str, int], otherwise: str) -> html.Ol | html.P:
    if not counts:
        return html.P(otherwise, className="all-well")
    most = max(counts.values())
    return html.Ol(
        [
            html.Li(
                [
                    html.Span(_title(reason), className="bar-name"),
                    html.Span(
                        [
                            number(count),
                            html.Span("refused" if reason == _NOT_KEPT else "waiting", className="than"),
                        ],
                        className="bar-value",
                    ),
                    html.Span(
                        html.Span(className="bar-fill", style={"width": f"{count / most * 100:.1f}%"}),
                        className="bar-track",
                        **spelled(aria_hidden="true"),
                    ),
                    html.Span(_why(reason), className="bar-note"),
                ],
                key=f"letter-{reason}",
            )
            for reason, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ],
        className="bars",
    )


def _title(reason: str) -> str:
    words = reason.replace("_", " ")
    return words[:1].upper() + words[1:]


def _why(reason: str) -> str:
    words = REASONS.get(reason, "")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _what_to_do() -> html.P:
    return html.P(
        [
            "Nothing of them is lost. Your administrator sees them with ",
            html.Code(f"{_COMMAND} list"),
            " and, once the cause is mended, lets them in with ",
            html.Code(f"{_COMMAND} replay"),
            ".",
        ],
        className="card-foot",
    )


def _joins(joins: KnownJoins) -> html.P:
    if not joins.people:
        return html.P("Nobody is known here yet.", className="card-under")
    if joins.known == joins.people:
        return html.P("It is known when everybody joined.", className="card-under")
    share = percent(joins.known / joins.people)
    return html.P(
        f"It is known when {share} of {counted(joins.people, 'member')} joined; of the others the first day "
        "with activity is taken.",
        className="card-under",
    )
