"""What captains look at: do the people of their teams come?"""

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from domain.community.tiers import TierMap
from domain.insights.kpis.events.entry import entry
from domain.insights.kpis.events.programme import Evenings, compared
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, Definition, Part
from domain.insights.kpis.slice import Slice


@attrs.frozen(kw_only=True)
class TeamRules:
    """Which role is a captain's team: Discord knows roles, and no teams."""

    captains: int = 2
    """A captain and a deputy: a role that more captains hold is not the team of one of them."""

    largest: float = 0.5
    """A role that more than half of all members hold is a badge, not a team."""


RULES: Final = TeamRules()

_NO_TIER: Final = "No role means captain: the settings say which role does."
_NO_TEAM: Final = (
    "No captain shares a role with others that could be their team: give each team a role in Discord."
)
_NAMED: Final = 20
"""Captains that have a line of their own."""


def _teams(found: Evenings) -> Amount:
    seen = found.seen
    if "captain" not in seen.facts.settings.tiers.values():
        return Amount.nothing(_NO_TIER)
    teams = seen.facts.once_for_all(("teams", seen.end), lambda: _teams_of(seen))
    if not teams:
        return Amount.nothing(_NO_TEAM)
    came = seen.facts.nobody()
    came[found.who] = True
    everyone = seen.within(np.logical_or.reduce([team for _, team in teams]))
    parts = [
        Part(
            key=str(captain),
            title=found.programme.facts.person(captain).name,
            numerator=float(np.count_nonzero(seen.within(team & came))),
            denominator=float(np.count_nonzero(seen.within(team))),
        )
        for captain, team in teams[:_NAMED]
    ]
    whole = Amount.people(everyone & came, everyone)
    return attrs.evolve(whole, parts=tuple(parts), overlapping=True)


def _teams_of(seen: Slice) -> list[tuple[int, Mask]]:
    """Each captain with everybody who shares a role of a team with them, as at the end of these days."""
    facts, roles, end = seen.facts, seen.facts.members.roles, seen.end
    here = attrs.evolve(seen, group=attrs.evolve(seen.group, people=None)).members()
    held = (roles.given < end) & (roles.taken >= end) & here[roles.member_no]
    who, role = roles.member_no[held], roles.role[held]
    tiers = facts.settings.tiers
    captain = facts.nobody()
    captain[who[np.isin(role, _numbers(tiers, "captain"))]] = True
    plain = ~np.isin(role, _numbers(tiers))
    led = role[plain & captain[who]]
    names, captains = np.unique(led, return_counts=True)
    members = np.array([np.count_nonzero(plain & (role == name)) for name in names], dtype=np.int64)
    few = (captains <= RULES.captains) & (members > captains)
    few &= members <= RULES.largest * np.count_nonzero(here)
    found: dict[int, Mask] = {}
    for name in names[few].tolist():
        team = who[plain & (role == name)]
        for number in np.unique(team[captain[team]]).tolist():
            found.setdefault(number, facts.nobody())[team] = True
    return sorted(found.items())


def _numbers(tiers: TierMap, wanted: str | None = None) -> NDArray[np.int64]:
    """The roles that mean this tier, or any."""
    return np.array([int(role) for role, tier in tiers.items() if wanted in (None, tier)], dtype=np.int64)


CAPTAINS: Final = (
    entry(
        key="captain_teams",
        title="Captains' teams at events",
        question="Do the people of our captains' teams come to events?",
        unit="share",
        by=("tier", "role", "segment", "event_type", "series"),
        settings=("tiers",),
        source="Insight document 5.4: captain insights",
        definition=Definition(
            version=1,
            sentence="Of the members of captains' teams at the end of this time, those who attended an event "
            "that began in it and is over. A captain holds a role that means captain. Their team is all "
            "who hold a role that means no tier and that the captain holds too, unless more than "
            f"{RULES.captains} captains hold it, nobody else does, or more than {RULES.largest:.0%} of all "
            "members do. The captains themselves belong to it; an event of which less than half was heard is "
            "left out.",
            formula="{numerator:member|members} of teams who came of {denominator:member|members} of teams",
            compute=compared(_teams),
        ),
    ),
)
