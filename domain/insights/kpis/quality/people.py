"""Do we know who is who: accounts, segments, tiers, dates of joining."""

from typing import Final

import numpy as np

from domain.community.tiers import TIERS
from domain.insights.kpis.known import active, belonging, segments_at, tiers_at
from domain.insights.kpis.kpi import Amount, Definition, Part
from domain.insights.kpis.quality.entry import entry
from domain.insights.kpis.slice import Slice
from domain.insights.segments import SEGMENTS, TITLES, TOLD


def _id_coverage(seen: Slice) -> Amount:
    facts = seen.facts
    known = facts.accounts.holders(facts.size, seen.closes)
    everybody = active(facts, seen.span) if seen.group.of_all else seen.active()
    return Amount.people(seen.active() & known, everybody)


def _classified(seen: Slice) -> Amount:
    """Whoever was met, and is no bot and not erased, is in exactly one segment."""
    facts = seen.facts
    places = segments_at(facts, seen.end)
    met = seen.within(facts.census.people & (facts.census.met < seen.end))
    in_one = places < len(SEGMENTS)
    parts = [
        Part(
            key=segment,
            title=TITLES[segment],
            numerator=float(np.count_nonzero(met & (places == SEGMENTS.index(segment)))),
        )
        for segment in TOLD
    ]
    found = Amount.people(met & in_one, met)
    return Amount(numerator=found.numerator, denominator=found.denominator, who=found.who, parts=tuple(parts))


def _active_by_tier(seen: Slice) -> Amount:
    facts = seen.facts
    places = tiers_at(facts, seen.end)
    here, busy = seen.members(), seen.members() & seen.active()
    parts = [
        Part(
            key=tier,
            title=tier.capitalize(),
            numerator=float(np.count_nonzero(busy & (places == at))),
            denominator=float(np.count_nonzero(here & (places == at))),
        )
        for at, tier in enumerate(TIERS)
    ]
    return Amount(
        numerator=float(np.count_nonzero(busy)),
        denominator=float(np.count_nonzero(here)),
        who=busy,
        parts=tuple(parts),
        caveats=() if facts.settings.tiers else ("No role means a tier yet: say in the settings which do.",),
    )


def _joins_known(seen: Slice) -> Amount:
    here = seen.members()
    return Amount.people(here & belonging(seen.facts, seen.end).dated, here)


PEOPLE: Final = (
    entry(
        key="id_coverage",
        title="Known elsewhere",
        question="Of how many of those who take part do we know who they are in Steam, Dota or our own app?",
        unit="share",
        better="up",
        needs=("messages",),
        facts=("activity", "members", "accounts"),
        by=("platform", "segment", "tier", "role"),
        settings=("qualifying", "tracked_commands"),
        source="Insight document 5.4.1",
        definition=Definition(
            version=1,
            sentence="Of the people who did at least one qualifying activity in this time, those of whom an "
            "account of another world was linked by the end of it.",
            formula="{numerator:person|people} with a linked account "
            "of {denominator:active person|active people}",
            compute=_id_coverage,
        ),
    ),
    entry(
        key="classification_coverage",
        title="In a segment",
        question="Has everybody a segment?",
        unit="share",
        better="up",
        facts=("activity", "members"),
        by=("tier", "role"),
        settings=(
            *("fresh_days", "inactive_days", "core_active_days", "core_window_days", "core_events"),
            *("new_days", "segment_preset", "qualifying", "tracked_commands"),
        ),
        source="Insight document 5.4.3",
        definition=Definition(
            version=1,
            sentence="Of all people who were ever met by the end of this time (bots and the erased apart), "
            "those who are in exactly one segment. Anything but 100 % is a mistake of this program.",
            formula="{numerator:person|people} in a segment of {denominator:person|people}",
            compute=_classified,
        ),
    ),
    entry(
        key="tier_status",
        title="Active by tier",
        question="Which of our staff, hosts, captains and volunteers take part?",
        unit="share",
        better="up",
        needs=("messages", "membership"),
        facts=("activity", "members"),
        by=("tier", "segment"),
        settings=("qualifying", "tracked_commands", "tiers"),
        source="Insight document 5.4: status of members by tier",
        definition=Definition(
            version=1,
            sentence="Of the members at the end of this time, those who did at least one qualifying activity "
            "in it, tier by tier (the highest that their roles mean).",
            formula="{numerator:active member|active members} of {denominator:member|members}",
            compute=_active_by_tier,
        ),
    ),
    entry(
        key="joins_known",
        title="Join dates known",
        question="Of how many members do we know when they joined?",
        unit="share",
        better="up",
        facts=("activity", "members"),
        by=("segment", "tier"),
        source="Definitions: joined",
        definition=Definition(
            version=1,
            sentence="Of the members at the end of this time, those whose last join was told with its date; "
            "of the others it is a guess, or the day on which they were first seen.",
            formula="{numerator:member|members} with a known date of {denominator:member|members}",
            compute=_joins_known,
        ),
    ),
)
