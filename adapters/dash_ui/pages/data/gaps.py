"""The gaps: when it was not heard, how long, what is missing, and why."""

from datetime import timedelta
from typing import Final

from dash import html

from adapters.dash_ui.components.cards import card, nothing
from adapters.dash_ui.components.heard import family_words, reason_words, time_words
from adapters.dash_ui.words import counted, lasting
from domain.insights.data_quality import Gap
from domain.insights.data_quality.quality import DataQuality

MOST: Final = 12


def gaps(read: DataQuality) -> html.Section:
    """The longest gaps, in order of time."""
    title = "When it was not heard"
    if not read.gaps:
        words = "There is no gap in this time." if read.verdict.heard else "Nobody has ever listened here."
        return card("gaps", title, nothing(words))
    longest = sorted(read.gaps, key=lambda gap: (-gap.seconds, gap.start))[:MOST]
    most = longest[0].seconds
    lines = [_line(gap, most, read) for gap in sorted(longest, key=lambda gap: gap.start)]
    more = len(read.gaps) - len(lines)
    rest = [html.P(f"And {counted(more, 'shorter gap')}.", className="card-foot")] if more else []
    return card("gaps", title, [html.Ol(lines, className="gap-list"), *rest])


def _line(gap: Gap, most: float, read: DataQuality) -> html.Li:
    what = family_words(gap.families, read.verdict.expected)
    return html.Li(
        [
            html.Span(time_words(gap.start, gap.end, read.time_zone), className="gap-when"),
            html.Span(lasting(timedelta(seconds=gap.seconds)), className="gap-long"),
            html.Span(
                html.Span(style={"width": f"{max(1.0, gap.seconds / most * 100):.1f}%"}), className="gap-bar"
            ),
            html.Span(f"{what[:1].upper()}{what[1:]}: {reason_words(gap.reason)}", className="gap-why"),
        ],
        key=f"gap-{gap.start.isoformat()}-{gap.reason}-{'-'.join(gap.families)}",
    )
