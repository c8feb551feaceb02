"""The colours of the product: Coliseum orange on travertine, by day and by night.

One place for every shade: the stylesheet, the Mantine theme and the charts all take theirs from here.
Each text shade has a contrast of at least 4.5 : 1 (WCAG 2.2 AA, 1.4.3) on every ground it stands on, each
line that carries meaning at least 3 : 1 (1.4.11); a test computes both.
"""

from typing import Final

import attrs


@attrs.frozen(kw_only=True)
class Shades:
    """The shades of one colour scheme, as #rrggbb."""

    paper: str
    """The ground of the page."""
    surface: str
    """Cards and menus that lie on it."""
    sunken: str
    """Hovered rows, chosen controls, skeletons."""
    hairline: str
    """Lines that only decorate."""
    edge: str
    """Lines that show where a control is."""
    ink: str
    muted: str
    accent: str
    """Coliseum orange as text: links, the chosen page."""
    fill: str
    """Coliseum orange as a ground, with `on_fill` written on it."""
    on_fill: str
    accent_soft: str
    """A breath of orange behind accent text."""
    good: str
    bad: str
    notice: str
    """The ground of a notice; ink is written on it."""
    heat: str
    """The busiest hour of the heat map; quieter hours are mixed with `heat_rest`."""
    heat_rest: str


LIGHT: Final = Shades(
    paper="#FAF7F2",
    surface="#FFFFFF",
    sunken="#F3EEE6",
    hairline="#E8E1D6",
    edge="#8C8072",
    ink="#1F1A15",
    muted="#62584C",
    accent="#B5420A",
    fill="#C64A0C",
    on_fill="#FFFFFF",
    accent_soft="#FCEBDF",
    good="#1B7A3D",
    bad="#B3261E",
    notice="#FFF4E0",
    heat="#B03D06",
    heat_rest="#FBEFE4",
)

DARK: Final = Shades(
    paper="#15110E",
    surface="#1E1915",
    sunken="#27211C",
    hairline="#352D26",
    edge="#7C7063",
    ink="#F4EEE6",
    muted="#B3A899",
    accent="#FF9A57",
    fill="#F27A2A",
    on_fill="#1A0E05",
    accent_soft="#3A2415",
    good="#5CCB84",
    bad="#FF8A80",
    notice="#33260F",
    heat="#FFA765",
    heat_rest="#2B221B",
)

SERIES: Final = {
    "messages": "#DE5A12",
    "reactions": "#0F8F83",
    "active": "#7C5CD6",
    "blue": "#2F7FD0",
    "gold": "#A8831B",
    "rose": "#CB4B86",
    "green": "#5B8F2B",
    "grey": "#80807C",
}
"""Lines and bars of charts, Coliseum orange, verdigris and Tyrian purple first; legible by day and by night
alike."""

AVATARS: Final = (
    "#9A3B0B",
    "#0B6E65",
    "#5B3FB5",
    "#8A2F5F",
    "#1F5C99",
    "#6B5A12",
    "#3E6B1F",
    "#A12C2C",
    "#44546A",
    "#7A3E9A",
)
"""Grounds of initials, white written on them; a member keeps theirs."""

AVATAR_INK: Final = "#FFFFFF"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def variables() -> str:
    """The stylesheet's custom properties: light, then dark."""
    return (
        f":root{{{_declared(LIGHT)}{_series()}color-scheme:light}}"
        f":root[data-mantine-color-scheme=dark]{{{_declared(DARK)}color-scheme:dark}}"
    )


def _declared(shades: Shades) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in attrs.asdict(shades).items())


def _series() -> str:
    return "".join(f"--series-{name}:{colour};" for name, colour in SERIES.items())
