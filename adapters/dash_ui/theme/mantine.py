"""The Mantine theme: ten steps of Coliseum orange, inscription-style headings, quiet corners."""

from typing import Any, Final

BODY_FONT: Final = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
INSCRIPTION_FONT: Final = "Cinzel, 'Trajan Pro', Georgia, 'Times New Roman', serif"

COLISEUM: Final = [
    "#FFF3EA",
    "#FCE3D2",
    "#F9C4A1",
    "#F8A46E",
    "#F27A2A",
    "#DE5A12",
    "#C64A0C",
    "#B5420A",
    "#8F3407",
    "#6B2705",
]


def mantine_theme() -> dict[str, Any]:
    """What Mantine's components take from us; the rest is the stylesheet's."""
    return {
        "primaryColor": "coliseum",
        "primaryShade": {"light": 6, "dark": 4},
        "colors": {"coliseum": COLISEUM},
        "autoContrast": True,
        "fontFamily": BODY_FONT,
        "headings": {"fontFamily": INSCRIPTION_FONT, "fontWeight": "600"},
        "defaultRadius": "md",
        "cursorType": "pointer",
        "respectReducedMotion": True,
        "focusRing": "auto",
    }
