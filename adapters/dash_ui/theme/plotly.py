"""The Plotly template: no ground, no frames, one type; what changes by night is the stylesheet's."""

from typing import Any, Final

from adapters.dash_ui.theme.mantine import BODY_FONT
from adapters.dash_ui.theme.tokens import LIGHT, SERIES

CONFIG: Any = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
"""A chart in a page is read, not operated: it neither zooms nor catches the scroll wheel."""


LEFT: Final = 44
RIGHT: Final = 12
"""Pixels beside every plot: room for "12.5k", and fixed, so that the strip of what was heard (heard.css) lies
under the days of the chart."""


def template() -> dict[str, Any]:
    """What every chart of the product looks like."""
    axis = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "gridcolor": LIGHT.hairline,
        "tickfont": {"size": 12, "color": LIGHT.muted},
    }
    return {
        "layout": {
            "font": {"family": BODY_FONT, "size": 13, "color": LIGHT.ink},
            "colorway": list(SERIES.values()),
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": LEFT, "r": RIGHT, "t": 8, "b": 8, "pad": 4},
            "hoverlabel": {"font": {"family": BODY_FONT, "size": 13}, "align": "left"},
            "separators": ".,",
            "dragmode": False,
            "showlegend": False,
            "xaxis": {
                **axis,
                "automargin": "height",
                "showgrid": False,
                "spikethickness": 1,
                "spikedash": "solid",
                "spikecolor": LIGHT.edge,
            },
            "yaxis": {**axis, "rangemode": "tozero", "nticks": 5},
        }
    }
