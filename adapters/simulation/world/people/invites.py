"""Invites: by whose code people came, as far as that is known."""

from typing import Final

import attrs
import numpy as np

from adapters.simulation.world.chance import Chance, Concern, Numbers, array, below, one_of, then
from adapters.simulation.world.people.population import Population
from adapters.simulation.world.plan import Plan

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnopqrstuvwxyz23456789"
_INVITERS: Final = (0, 1, 3)
"""One of the staff, a host, and somebody of the core."""

LEAKED: Final = 2
"""The code by which strangers come in a raid."""

_CAMPAIGNS: Final = (("stream-week", 25), ("school-start", 60))
"""Name, and when it begins, in percent of the days."""

_KNOWN: Final = 850
_ALWAYS: Final = -(10**6)


@attrs.frozen(kw_only=True)
class Invite:
    """A code: made by a member or for a campaign, or the community's own; people use it on these days."""

    code: str
    by: int | None
    campaign: str | None
    first: int
    last: int | None


@attrs.frozen(kw_only=True, eq=False)
class Invites:
    """The codes, and for each person the place of the one by which they came, or -1."""

    all: tuple[Invite, ...]
    used: Numbers

    def code_of(self, person: int) -> str:
        """By which code somebody came; nothing where that is not known."""
        place = int(self.used[person])
        return self.all[place].code if place >= 0 else ""


def invites(plan: Plan, chance: Chance, people: Population) -> Invites:
    """Of a hundred joins fifteen are of unknown origin; while a campaign runs, most come by it."""
    codes = (
        Invite(code="arena", by=None, campaign=None, first=_ALWAYS, last=None),
        *(
            Invite(
                code=_code(chance, place), by=who, campaign=None, first=int(people.joined[who]) + 3, last=None
            )
            for place, who in enumerate(_INVITERS)
        ),
        *(
            Invite(
                code=_code(chance, len(_INVITERS) + place),
                by=None,
                campaign=name,
                first=plan.at(percent),
                last=plan.at(percent) + max(7, plan.days // 12) - 1,
            )
            for place, (name, percent) in enumerate(_CAMPAIGNS)
        ),
    )
    lot = chance.of(Concern.INVITES, people.numbers)
    usual = one_of(lot, [40, 20, 20, 20])
    first = array([invite.first for invite in codes])
    used = np.where(people.joined >= first[usual], usual, 0)
    for place, invite in enumerate(codes):
        if invite.last is not None:
            runs = (invite.first <= people.joined) & (people.joined <= invite.last)
            used = np.where(runs & (below(then(lot, 1), 1_000) < 600), place, used)
    return Invites(all=codes, used=np.where(below(then(lot, 2), 1_000) < _KNOWN, used, -1))


def _code(chance: Chance, owner: int) -> str:
    return "".join(
        _LETTERS[chance.number(Concern.INVITES, len(_LETTERS), day=1 + place, owner=owner)]
        for place in range(8)
    )
