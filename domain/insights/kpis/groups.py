"""What a reading can be taken apart by: groups of people, of channels, or of events."""

from collections.abc import Callable
from typing import Final

import numpy as np

from domain.community.log.commands import codes_of
from domain.community.tiers import TIERS
from domain.insights.kpis.events.groups import by_host, by_series, by_type
from domain.insights.kpis.known import segments_at, tiers_at
from domain.insights.kpis.kpi import By
from domain.insights.kpis.slice import Group, Slice
from domain.insights.kpis.sources.usage import slash
from domain.insights.segments import SEGMENTS, TITLES, TOLD

Groups = tuple[tuple[Group, ...], bool]
"""The groups, and whether somebody can be in several of them."""


def groups(seen: Slice, by: By) -> Groups:
    """The groups of that kind as they were at the end of these days, or at their start."""
    return _KINDS[by](seen)


def group(seen: Slice, by: By, key: str) -> Group | None:
    """One of them by its key; None where there is none of it."""
    if by == "channel":  # a course asks for it in each of its periods
        known = () if seen.places is None else np.unique(seen.places.channel).tolist()
        return next((_channel(seen, number) for number in known if str(number) == key), None)
    return next((one for one in groups(seen, by)[0] if one.key == key), None)


def _segments(seen: Slice) -> Groups:
    """Bots, and whoever was erased, are in none."""
    places = segments_at(seen.facts, seen.grouped)
    return tuple(
        Group(
            by="segment",
            key=segment,
            title=TITLES[segment],
            people=seen.within(places == SEGMENTS.index(segment)),
        )
        for segment in TOLD
    ), False


def _tiers(seen: Slice) -> Groups:
    places = tiers_at(seen.facts, seen.grouped)
    return tuple(
        Group(by="tier", key=tier, title=tier.capitalize(), people=seen.within(places == at))
        for at, tier in enumerate(TIERS)
    ), False


def _roles(seen: Slice) -> Groups:
    """Who held a role then; the most widely held first."""
    facts, roles = seen.facts, seen.facts.members.roles
    held = (roles.given < seen.grouped) & (roles.taken >= seen.grouped)
    numbers, counts = np.unique(roles.role[held], return_counts=True)
    found = []
    for number in numbers[np.argsort(-counts, kind="stable")].tolist():
        people = facts.nobody()
        people[roles.member_no[held & (roles.role == number)]] = True
        name = facts.role_names.get(number) or f"role {number}"
        found.append(Group(by="role", key=str(number), title=name, people=seen.within(people)))
    return tuple(found), True


def _channels(seen: Slice) -> Groups:
    """Who wrote or talked in a channel on these days; shares are of all members."""
    there = seen.places
    if there is None:
        return (), True
    numbers, sizes = np.unique(there.channel, return_counts=True)
    order = numbers[np.argsort(-sizes, kind="stable")].tolist()
    return tuple(_channel(seen, number) for number in order), True


def _channel(seen: Slice, number: int) -> Group:
    facts, there = seen.facts, seen.places
    people = facts.nobody()
    if there is not None:
        people[there.of_channel(number)[0]] = True
    return Group(
        by="channel",
        key=str(number),
        title=facts.channel_names.get(number) or f"channel {number}",
        people=seen.within(people),
        of_all=True,
        channel=number,
    )


def _commands(seen: Slice) -> Groups:
    """The tracked commands that were run on these days, the most frequent first; people run several. Of some
    nobody may have counted how they ended."""
    facts = seen.facts
    ran, ended = facts.usage.commands.between(seen.span), facts.usage.runs.between(seen.span)
    numbers, at = np.unique(np.concatenate([ran["command"], ended["command"]]), return_inverse=True)
    runs = np.bincount(at[: len(ran)], weights=ran["runs"], minlength=len(numbers))
    wanted = codes_of(facts.settings.tracked_commands)
    return tuple(
        Group(by="command", key=name, title=slash(name), people=seen.group.people, command=number)
        for number in numbers[np.argsort(-runs, kind="stable")].tolist()
        if not wanted or number in wanted
        for name in [facts.usage.called(number)]
    ), True


def _platforms(seen: Slice) -> Groups:
    """Who has an account of another world; shares are of everybody."""
    facts = seen.facts
    until = seen.closes
    return tuple(
        Group(
            by="platform",
            key=source,
            title=source.capitalize(),
            people=seen.within(facts.accounts.holders(facts.size, until, source)),
            of_all=True,
        )
        for source in facts.accounts.sources
    ), True


def _none(_seen: Slice) -> Groups:
    return (), False


_KINDS: Final[dict[By, Callable[[Slice], Groups]]] = {
    "segment": _segments,
    "tier": _tiers,
    "role": _roles,
    "channel": _channels,
    "event_type": by_type,
    "series": by_series,
    "host": by_host,
    "platform": _platforms,
    "command": _commands,
}
