"""Icons and the mark, drawn inline: no icon font, and nothing from another host."""

from typing import Final

from adapters.dash_ui.components.drawing import Drawing, Element, element, svg

_PATHS: Final = {
    "overview": "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z",
    "calendar": "M5 6h14v14H5zM5 10h14M9 3.5V7M15 3.5V7",
    "events": "M5 5.5h14V20H5zM5 9.5h14M9 3v4M15 3v4"
    "M12 11.8l.9 1.9 2.1.3-1.5 1.4.4 2.1-1.9-1-1.9 1 .4-2.1L9 14l2.1-.3z",
    "place": "M12 21c4-4.2 6.5-7.6 6.5-11a6.5 6.5 0 1 0-13 0c0 3.4 2.5 6.8 6.5 11z"
    "M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "right": "M10 7l5 5-5 5",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-3.8 3.8-5.7 7.5-5.7s6.7 1.9 7.5 5.7",
    "members": "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.6-3.4 3.2-5.2 6.5-5.2s5.9 1.8 6.5 5.2"
    "M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.8 14.8c2 .7 3.3 2.3 3.7 4.7",
    "data": "M4 19.5h16M6.5 16v-5M12 16V5M17.5 16v-8",
    "settings": "M4 7h9M18.5 7H20M4 17h1.5M11 17h9M15.7 9.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z"
    "M8.3 19.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4z",
    "health": "M3 12h4l2.5-6 4.5 12 2.5-6H21",
    "insight": "M4 19.5h16M5.5 15.5l4.5-5 3.5 3 5-6.5M15 7h3.5v3.5",
    "platform": "M4 5.5h16v13H4zM7.5 10l2.5 2.2-2.5 2.3M12.5 14.5h4",
    "picture": "M4 5.5h16v13H4zM4 16l4.5-4.5 4 4 3-3L20 17M15 9.2v.1",
    "check": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8 12.3l2.8 2.7L16 9.5",
    "channels": "M9.5 4L7 20M17 4l-2.5 16M4.5 9h16M3.5 15h16",
    "outside": "M13 5h6v6M19 5l-8.5 8.5M16 14v5H5V8h5",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14",
    "down": "M7 10l5 5 5-5",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "sun": "M12 16.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2"
    "M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M5.5 18.5l1.4-1.4M17.1 6.9l1.4-1.4",
    "moon": "M19.5 14.2A7.8 7.8 0 0 1 9.8 4.5a7.8 7.8 0 1 0 9.7 9.7z",
    "clock": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
    "away": "M4 6c0-1.4 3.6-2.5 8-2.5S20 4.6 20 6s-3.6 2.5-8 2.5S4 7.4 4 6zM4 6v12c0 1.4 3.6 2.5 8 2.5"
    "M20 6v5M4 12c0 1.4 3.4 2.4 7.5 2.5M15.5 15l5 5M20.5 15l-5 5",
    "broken": "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3L20 20",
    "note": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5M12 8v.3",
}


def icon(name: str) -> Drawing:
    """A line icon of 24 units; it takes the colour of the text around it."""
    return Drawing(svg(element("path", d=_PATHS[name]), box=(24, 24), name="icon"))


def mark() -> Drawing:
    """The mark of the product: three arches of the Coliseum under one cornice."""
    arches = [
        element("path", d=f"M{left} 27v-8.2a2.9 2.9 0 0 1 5.8 0V27z", className="arch")
        for left in (4.6, 13.1, 21.6)
    ]
    return Drawing(
        svg(
            element("rect", x=1, y=5, width=30, height=4.4, rx=1.2, className="stone"),
            element("path", d="M2.4 11h27.2v16.4H2.4z", className="stone"),
            *arches,
            box=(32, 32),
            name="mark",
        )
    )


def ruin() -> Drawing:
    """An empty arena: what stands where there is nothing to show yet."""
    return Drawing(svg(*_ruin(), box=(240, 120), name="ruin"))


def _ruin() -> list[Element]:
    def arcade(top: float, height: float, lefts: range) -> list[Element]:
        post = height - 11
        return [
            element("path", d=f"M{left} {top + height}v{-post:g}a7 7 0 0 1 14 0v{post:g}", className="edge")
            for left in lefts
        ]

    return [
        element("path", d="M4 112h232M222 112v-6h9v6", className="ground"),
        element("path", d="M14 112V52l8-6V34l14-8V14h92v8h22v12h26v12h22v14h16l8 8v44", className="wall"),
        element("path", d="M14 78h208M22 46h176", className="edge"),
        *arcade(80, 32, range(24, 200, 24)),
        *arcade(48, 28, range(36, 170, 24)),
        *arcade(18, 24, range(48, 100, 24)),
    ]
