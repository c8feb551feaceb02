"""Ways to be a member, in whole numbers."""

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Numbers


@attrs.frozen(kw_only=True)
class Archetype:
    """Shares and chances in thousandths; `messages` are thousandths of a message on a day that is one."""

    name: str
    share: int
    present: int
    messages: int
    reacts: int
    talks: int
    attends: int
    commands: int
    """Thousandths of a command a day."""


def _a(
    name: str,
    share: int,
    present: int,
    messages: int,
    reacts: int,
    talks: int,
    attends: int,
    commands: int,
) -> Archetype:
    return Archetype(
        name=name,
        share=share,
        present=present,
        messages=messages,
        reacts=reacts,
        talks=talks,
        attends=attends,
        commands=commands,
    )


# fmt: off
ARCHETYPES: Final[Sequence[Archetype]] = (
    #  name       share present messages reacts talks attends commands
    _a("core",        60, 800, 2_700, 900, 450, 400, 110),
    _a("regular",    170, 430, 1_400, 500, 200, 180,  55),
    _a("lurker",     360,  50,   700, 120,  10,  10,   6),
    _a("newcomer",   170, 350, 1_300, 350,  60,  60,  80),
    _a("drifting",    90, 500, 1_800, 450, 150, 120,  55),
    _a("resurrected", 35, 450, 1_600, 400, 150, 100,  50),
    _a("bursty",      60, 350, 1_900, 400, 100,  60,  60),
    _a("seasonal",    40, 380, 1_600, 400, 150, 120,  55),
    _a("host",         8, 850, 2_500, 800, 600, 900, 400),
    _a("staff",        5, 900, 2_800, 700, 350, 500, 900),
    _a("bot",          2, 1_000, 3_000, 0,   0,   0,   0),
)
# fmt: on

INDEX: Final = {each.name: number for number, each in enumerate(ARCHETYPES)}
ALWAYS: Final = ("staff", "host", "bot", "core")
"""The first numbers: even the smallest community has one of each."""

EAGER: Final = (
    350,
    450,
    550,
    650,
    700,
    800,
    850,
    950,
    1_000,
    1_100,
    1_200,
    1_350,
    1_500,
    1_700,
    2_000,
    2_600,
)
"""How lively people of one archetype are, in thousandths of it: a few carry much."""


def column(name: str) -> Numbers:
    """That property of all archetypes, by their index."""
    return np.array([getattr(each, name) for each in ARCHETYPES], dtype=np.int64)
