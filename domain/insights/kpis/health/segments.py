"""What people are to the community (DEFINITIONS: segments): how many are in each, one KPI a segment."""

from typing import Final

from domain.community.coverage import COMPARABLE
from domain.community.settings.values import GuildSettings
from domain.insights.kpis.health.shares import LIST_UNKNOWN, list_known
from domain.insights.kpis.known import segments_at
from domain.insights.kpis.kpi import Amount, Better, Compute, Definition, Kpi
from domain.insights.kpis.slice import Slice
from domain.insights.segments import SEGMENTS, Segment
from domain.kernel.words import counted

SEGMENT_SETTINGS: Final = (
    *("fresh_days", "inactive_days", "core_active_days", "core_window_days", "core_events", "new_days"),
    *("segment_preset", "qualifying", "tracked_commands"),
)

_USUAL: Final = GuildSettings()
"""What holds where a community has decided nothing: rules are told by it, and say what moves them."""

_TITLES: Final[dict[Segment, str]] = {
    "left": "Alumni: left",
    "fresh": "Fresh members",
    "inactive": "Alumni: inactive",
    "lurker": "Lurkers",
    "core": "Core members",
    "new": "New members",
    "regular": "Regular members",
}
_SILENT: Final[frozenset[Segment]] = frozenset({"inactive", "lurker"})


def _of(segment: Segment) -> Compute:
    def compute(seen: Slice) -> Amount:
        who = seen.within(segments_at(seen.facts, seen.end) == SEGMENTS.index(segment))
        if segment == "left":
            return Amount.people(who) if list_known(seen) else Amount.nothing(LIST_UNKNOWN)
        if segment in _SILENT and (why := silence_unheard(seen)):
            return Amount.nothing(why)
        if not list_known(seen):
            found = Amount.people(who)
            return Amount(numerator=found.numerator, who=who, caveats=(LIST_UNKNOWN,))
        return Amount.people(who, seen.everybody())

    return compute


def silence_unheard(seen: Slice) -> str | None:
    """Why nobody can be called silent at the end: because nobody listened. None where somebody did."""
    days = seen.facts.settings.inactive_days
    share = seen.back(days).heard("messages").share
    if share >= COMPARABLE:
        return None
    time = counted(days, "day")
    return f"Only {share:.0%} of the {time} up to then was heard: silence is no sign of anything."


def _kpi(segment: Segment, question: str, better: Better, rule: str) -> Kpi:
    left = segment == "left"
    return Kpi(
        key=f"segment_{segment}",
        title=_TITLES[segment],
        question=question,
        unit="people" if left else "share",
        better=better,
        audience="leadership",
        needs=("membership",) if left else ("messages", "membership"),
        facts=("activity", "members"),
        headline="value" if left else "numerator",
        grains=("day", "week", "month"),
        by=("tier", "role"),
        settings=SEGMENT_SETTINGS,
        source="Insight document 5.1.4",
        definition=Definition(
            version=1,
            sentence=f"At the end of this time, by the rules in order of which the first that fits decides: "
            f"{rule}" + ("." if left else ". Shares are of all members."),
            formula="{numerator:person|people}" if left else "{numerator} of {denominator:member|members}",
            compute=_of(segment),
        ),
    )


SEGMENT_KPIS: Final = (
    _kpi(
        "fresh",
        "Who has only just come?",
        "neither",
        f"joined at most {_USUAL.fresh_days} days ago, or as many as the setting Fresh says",
    ),
    _kpi(
        "new",
        "Who is still finding a place?",
        "neither",
        f"joined at most {_USUAL.new_days} days ago, or as many as the setting New says, and is active, but "
        "is neither fresh nor core",
    ),
    _kpi(
        "core",
        "Who carries the community?",
        "up",
        f"active on at least {_USUAL.core_active_days} of the last {_USUAL.core_window_days} days, or at "
        f"{_USUAL.core_events} events in them, or as many of each as the settings of Core say",
    ),
    _kpi("regular", "Who is here now and then?", "up", "active, longer here than new, and not core"),
    _kpi(
        "inactive",
        "Who was active and has gone silent?",
        "down",
        f"active once, but not in the last {_USUAL.inactive_days} days, or as many as the setting Alumni "
        "(inactive) says",
    ),
    _kpi("lurker", "Who is here and never took part?", "down", "never active, and no longer fresh"),
    _kpi("left", "Who has left for good?", "neither", "left, was kicked or banned and has not come back"),
)
