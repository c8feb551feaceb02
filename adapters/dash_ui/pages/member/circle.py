"""The people around somebody, as a picture: the thicker the line, the more they answer each other."""

from collections.abc import Sequence
from math import cos, pi, sin, sqrt
from typing import Final

from adapters.dash_ui.components.drawing import Drawing, Element, element, svg
from adapters.dash_ui.components.people import colour_of
from adapters.dash_ui.names import legible
from domain.insights.overview import Person
from domain.insights.profile import Bond

WIDTH: Final = 360.0
HEIGHT: Final = 306.0
_ACROSS, _DOWN = 134.0, 112.0
_FACE, _OWN_FACE = 20.0, 28.0
_THIN, _THICK = 1.5, 9.0
FEW: Final = 10
"""Answers; where nobody has more, no line is thick: a few words make no bond."""

_LONGEST: Final = 12
"""Letters of a name that fit beside another one."""

Around = Sequence[tuple[Bond, Person]]
Spot = tuple[float, float]


def circle(person: Person, around: Around) -> Drawing:
    """The member in the middle, the strongest bond at the top, on clockwise; one-way bonds are dashed."""
    middle = (WIDTH / 2, HEIGHT / 2)
    spots = [_spot(at, len(around), middle) for at in range(len(around))]
    most = max([FEW, *(bond.answers for bond, _ in around)])
    lines = [_line(bond, middle, spot, most) for (bond, _), spot in zip(around, spots, strict=True)]
    faces = [_face(other, spot, _FACE) for (_, other), spot in zip(around, spots, strict=True)]
    names = [_name(other, spot) for (_, other), spot in zip(around, spots, strict=True)]
    own = _face(person, middle, _OWN_FACE)
    return Drawing(svg(*lines, *faces, *names, own, box=(WIDTH, HEIGHT), name="circle"))


def _spot(at: int, count: int, middle: Spot) -> Spot:
    angle = 2 * pi * at / count - pi / 2
    return middle[0] + _ACROSS * cos(angle), middle[1] + _DOWN * sin(angle)


def _line(bond: Bond, start: Spot, end: Spot, most: int) -> Element:
    width = _THIN + (_THICK - _THIN) * sqrt(bond.answers / most)
    return element(
        "path",
        d=f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}",
        className="bond mutual" if bond.mutual else "bond",
        strokeWidth=f"{width:.1f}",
    )


def _face(person: Person, spot: Spot, size: float) -> Element:
    x, y = spot
    letters = element(
        "text",
        legible(person.initials),
        x=f"{x:.1f}",
        y=f"{y + size * 0.24:.1f}",
        textAnchor="middle",
        className="face",
        style={"fontSize": f"{size * 0.68:.1f}px"},
    )
    ground = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=size, fill=colour_of(person.member_no))
    return element("g", ground, letters)


def _name(person: Person, spot: Spot) -> Element:
    name = legible(person.name)
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "\u2026"
    beside = -_FACE - 6 if spot[1] < HEIGHT / 2 - _FACE else _FACE + 13
    place = {"x": f"{spot[0]:.1f}", "y": f"{spot[1] + beside:.1f}"}
    return element("text", short, **place, textAnchor="middle", className="called")
