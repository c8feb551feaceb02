"""Roles: who is given which, when, and from whom it is taken again."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Lots, Mask, Numbers, array, below, then
from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.people.never import NEVER
from adapters.simulation.world.people.population import Population
from domain.community.log.activity import ROLE_GIVEN, ROLE_TAKEN
from domain.community.tiers import Tier

_FIRST: Final = 1_202_202_202_202_203_000
_TIERS: Final[tuple[Tier, ...]] = ("staff", "host", "captain", "volunteer")
TIERS: Final[Mapping[str, Tier]] = {str(_FIRST + place): tier for place, tier in enumerate(_TIERS)}
"""Role id -> tier: what a guild of this simulation sets as its `tiers`."""

TEAMS: Final[Mapping[str, str]] = {
    str(_FIRST + 10 + place): name
    for place, name in enumerate(("Team Amber", "Team Cobalt", "Team Jade", "Team Onyx"))
}
"""Role id -> name of a team: captains lead one, and those who come often are in one."""

ROLE_IDS: Final = (*TIERS, *TEAMS)
_STAFF, _HOST, _CAPTAIN, _VOLUNTEER = range(4)
_HOUR: Final = 3_600_000
_MINUTE: Final = 60_000


@attrs.frozen(kw_only=True, eq=False)
class Holdings:
    """One row for each role of somebody: the place of the role, and milliseconds since 1970.

    `taken` is -1 for a role that nobody takes; it ends when its holder leaves.
    """

    who: Numbers
    role: Numbers
    given: Numbers
    taken: Numbers

    def told(self, start: int, end: int) -> Iterator[Happening]:
        """What is given and taken in [start, end)."""
        for kind, at in ((ROLE_GIVEN, self.given), (ROLE_TAKEN, self.taken)):
            now = np.flatnonzero((start <= at) & (at < end))
            rows = zip(self.who[now].tolist(), self.role[now].tolist(), at[now].tolist(), strict=True)
            for who, role, ms in rows:
                yield Happening(ms, kind, who, word=ROLE_IDS[role])


def holdings(chance: Chance, people: Population) -> Holdings:
    """Staff and most hosts have their role from the beginning; captains and volunteers earn it, and so do
    players their place in a team."""
    lot = chance.of(Concern.ROLES, people.numbers)
    at_once = people.joined * DAY + people.joined_at + 10 * _MINUTE
    share = below(then(lot, 1), 1_000)
    host = people.are("host")
    later = at_once + (20 + below(then(lot, 2), 200)) * DAY
    parts = [
        _held(people, people.are("staff"), _STAFF, at_once),
        _held(people, host, _HOST, np.where(share < 600, at_once, later)),
    ]
    captain = (people.are("core") & (share < 250)) | (host & (share % 10 < 3))
    for place, who, ways in (
        (_CAPTAIN, captain, 3),
        (_VOLUNTEER, people.are("core", "regular", "drifting", "staff") & (share % 100 < 12), 6),
    ):
        day = people.joined + 14 + below(then(lot, ways), 300)
        given = day * DAY + 10 * _HOUR + below(then(lot, ways + 1), 8 * _HOUR)
        parts.append(_held(people, who, place, given, lot=then(lot, ways + 2)))
    player = captain | (people.are("core", "regular", "drifting", "host") & (below(then(lot, 9), 100) < 40))
    team = below(then(lot, 10), len(TEAMS))
    for number in range(len(TEAMS)):
        given = at_once + (7 + below(then(lot, 11), 60)) * DAY
        parts.append(_held(people, player & (team == number), len(TIERS) + number, given))
    return Holdings(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in attrs.fields(Holdings)
        }
    )


def _held(people: Population, who: Mask, place: int, given: Numbers, *, lot: Lots | None = None) -> Holdings:
    """Nobody is given a role who has left or begun to drift; with `lot`, who drifts for weeks loses it."""
    rows = np.flatnonzero(who & (given // DAY < np.minimum(people.leaves, people.drifts)))
    taken = np.full(len(rows), -1, dtype=np.int64)
    if lot is not None:
        lots = lot[rows]
        day = people.drifts[rows] + 14 + below(lots, 20)
        ends = (people.drifts[rows] < NEVER) & (day < people.leaves[rows])
        taken = np.where(ends, day * DAY + 12 * _HOUR + below(then(lots, 1), 6 * _HOUR), -1)
    return Holdings(who=rows, role=array([place] * len(rows)), given=given[rows], taken=taken)
