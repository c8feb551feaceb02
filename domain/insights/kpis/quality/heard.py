"""What was listened to: the least heard family, and the gaps with their reasons."""

from datetime import datetime
from typing import Final

from domain.community.coverage import FAMILIES, Family
from domain.insights.data_quality.gaps import explained
from domain.insights.data_quality.words import FAMILY_NAMES, REASONS
from domain.insights.kpis.kpi import Amount, Definition, Part
from domain.insights.kpis.quality.entry import entry
from domain.insights.kpis.slice import Slice

NEVER_TOLD: Final = "No source ever said that it listens."


def expected(seen: Slice) -> tuple[Family, ...]:
    """What some source of the guild ever told of: what none ever tells is no outage."""
    told = {span.family for span in seen.facts.spans}
    return tuple(family for family in FAMILIES if family in told)


def _stretch(seen: Slice) -> tuple[datetime, datetime]:
    """The instants of these days, up to when anything can be known."""
    start, end = seen.window.instants(seen.facts.settings.time_zone)
    return start, max(start, min(end, datetime.fromtimestamp(seen.facts.until, tz=end.tzinfo)))


def _coverage(seen: Slice) -> Amount:
    families = expected(seen)
    if not families:
        return Amount.nothing(NEVER_TOLD)
    start, end = _stretch(seen)
    hours = (end - start).total_seconds() / 3600
    shares = {family: seen.listened(family).share for family in families}
    parts = [
        Part(key=family, title=FAMILY_NAMES[family].capitalize(), numerator=share * hours, denominator=hours)
        for family, share in shares.items()
    ]
    return Amount(
        numerator=min(shares.values()) * hours, denominator=hours, parts=tuple(parts), overlapping=True
    )


def _gaps(seen: Slice) -> Amount:
    families = expected(seen)
    if not families:
        return Amount.nothing(NEVER_TOLD)
    found = explained(seen.facts.spans, families, *_stretch(seen), seen.facts.noted)
    counts: dict[str, int] = {}
    for gap in found:
        counts[gap.reason] = counts.get(gap.reason, 0) + 1
    titles = {str(reason): words for reason, words in REASONS.items()}
    parts = [
        Part(key=reason, title=_sentence(titles[reason]), numerator=float(count))
        for reason, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    return Amount(numerator=float(len(found)), parts=tuple(parts))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


HEARD: Final = (
    entry(
        key="logging_coverage",
        title="Heard",
        question="How much of this time did we listen?",
        unit="share",
        better="up",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1,
            sentence="The share of this time that was heard of what is heard least, of everything that any "
            "source ever told of.",
            formula="{numerator:hour|hours} heard of {denominator:hour|hours}",
            compute=_coverage,
        ),
    ),
    entry(
        key="logging_gaps",
        title="Gaps",
        question="How often did we not listen, and why?",
        unit="count",
        better="down",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1,
            sentence="Times in which something that any source ever told of was not heard; what fell silent "
            "together, for one reason, is one gap.",
            formula="{numerator:gap|gaps}",
            compute=_gaps,
        ),
    ),
)
