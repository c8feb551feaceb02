"""The segments (DEFINITIONS: segments): ordered rules, of which the first that fits decides."""

from collections.abc import Callable
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from domain.community.settings import GuildSettings
from domain.insights.directory.alone import alone
from domain.insights.segments.standing import Standing, standing
from domain.insights.sheet import NEVER, DayTable, MemberColumns

Segment = Literal["left", "fresh", "inactive", "lurker", "core", "new", "regular"]
SEGMENTS: Final[tuple[Segment, ...]] = get_args(Segment)

TOLD: Final[tuple[Segment, ...]] = ("core", "regular", "new", "fresh", "lurker", "inactive", "left")
"""The order in which people hear of them: who takes part most first, whoever left last."""

TITLES: Final[dict[Segment, str]] = {
    "left": "Alumni (left)",
    "fresh": "Fresh",
    "inactive": "Alumni (inactive)",
    "lurker": "Lurker",
    "core": "Core",
    "new": "New",
    "regular": "Regular",
}

NOBODY: Final = len(SEGMENTS)
"""The place of whoever is in no segment: a bot, somebody erased, somebody never met."""

FOLDED: Final[dict[str, dict[Segment, Segment]]] = {
    "standard": {},
    "document 001": {"regular": "new", "lurker": "inactive"},
}
"""Which segments a preset counts as another one."""

_Rule = Callable[[Standing, GuildSettings], NDArray[np.bool_]]


def _left(known: Standing, _settings: GuildSettings) -> NDArray[np.bool_]:
    return known.left


def _joined_within(known: Standing, days: int) -> NDArray[np.bool_]:
    """Whose join nobody saw joined before we listened."""
    recent: NDArray[np.bool_] = (known.joined < NEVER) & (known.day - known.joined <= days)
    return recent


def _fresh(known: Standing, settings: GuildSettings) -> NDArray[np.bool_]:
    return _joined_within(known, settings.fresh_days)


def _inactive(known: Standing, settings: GuildSettings) -> NDArray[np.bool_]:
    silent: NDArray[np.bool_] = (known.last < NEVER) & (known.day - known.last >= settings.inactive_days)
    return silent


def _lurker(known: Standing, _settings: GuildSettings) -> NDArray[np.bool_]:
    never: NDArray[np.bool_] = known.last == NEVER
    return never


def _core(known: Standing, settings: GuildSettings) -> NDArray[np.bool_]:
    often = known.active_days >= settings.core_active_days
    return often | (known.events >= settings.core_events)


def _new(known: Standing, settings: GuildSettings) -> NDArray[np.bool_]:
    return _joined_within(known, settings.new_days)


def _regular(known: Standing, _settings: GuildSettings) -> NDArray[np.bool_]:
    return np.ones(len(known.left), dtype=np.bool_)


RULES: Final[tuple[tuple[Segment, _Rule], ...]] = (
    ("left", _left),
    ("fresh", _fresh),
    ("inactive", _inactive),
    ("lurker", _lurker),
    ("core", _core),
    ("new", _new),
    ("regular", _regular),
)


def segments_of(known: Standing, settings: GuildSettings) -> NDArray[np.int8]:
    """The place in SEGMENTS of each member number, shape (members,); NOBODY of whoever is in none."""
    fits = [known.people & rule(known, settings) for _, rule in RULES]
    folded = FOLDED[settings.segment_preset]
    found = np.full(len(known.left), NOBODY, dtype=np.int8)
    for (segment, _), fit in reversed(list(zip(RULES, fits, strict=True))):
        found[fit] = SEGMENTS.index(folded.get(segment, segment))
    return found


def segment_of(
    member_no: int, own: DayTable, members: MemberColumns, settings: GuildSettings, day: int
) -> Segment | None:
    """The segment of one member at the end of a day, from their own rows; None of whoever is in none."""
    mine = DayTable(own.shape, {**own.columns, "member_no": np.zeros_like(own["member_no"])})
    known = standing(mine, alone(members, member_no), settings, day, size=1)
    place = int(segments_of(known, settings)[0])
    return SEGMENTS[place] if place < NOBODY else None


def sizes(found: NDArray[np.int8]) -> dict[Segment, int]:
    """How many people are in each segment: they sum to all people."""
    counts = np.bincount(found, minlength=NOBODY + 1).tolist()
    return dict(zip(SEGMENTS, counts, strict=False))
