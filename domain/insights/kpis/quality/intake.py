"""What came in: how much of it was new, known already or caught up with, how late; what could not be kept."""

from collections import Counter
from collections.abc import Callable
from typing import Final

import numpy as np

from domain.community.coverage import BACKFILL, HISTORY
from domain.community.log.intake import WHAT, Received
from domain.insights.data_quality.lag import BUCKETS, Lag
from domain.insights.kpis.known import Mask
from domain.insights.kpis.kpi import Amount, Definition, Kpi, Part
from domain.insights.kpis.quality.entry import entry
from domain.insights.kpis.slice import Slice

NOTHING: Final = "Nothing came in on these days."

_ACCEPTED, _DUPLICATE, _DIFFERING, _LAG = range(len(WHAT))


def _received(seen: Slice) -> Received:
    return seen.facts.received.between(seen.span)


def _by_source(rows: Received, some: Mask) -> tuple[Part, ...]:
    counts = np.bincount(rows.source[some], weights=rows.count[some], minlength=len(rows.sources))
    parts = [
        Part(key=source, title=source.capitalize(), numerator=float(count))
        for source, count in zip(rows.sources, counts.tolist(), strict=True)
        if count
    ]
    return tuple(sorted(parts, key=lambda part: (-(part.numerator or 0), part.key)))


def _new(seen: Slice) -> Amount:
    rows = _received(seen)
    some = rows.what == _ACCEPTED
    return Amount(numerator=float(rows.count[some].sum()), parts=_by_source(rows, some))


def _duplicates(seen: Slice) -> Amount:
    rows = _received(seen)
    told = float(rows.count[rows.what != _LAG].sum())
    if not told:
        return Amount.nothing(NOTHING)
    some = rows.what == _DUPLICATE
    return Amount(numerator=float(rows.count[some].sum()), denominator=told, parts=_by_source(rows, some))


def _differing(seen: Slice) -> Amount:
    rows = _received(seen)
    some = rows.what == _DIFFERING
    return Amount(numerator=float(rows.count[some].sum()), parts=_by_source(rows, some))


def _afterwards(seen: Slice) -> Amount:
    rows = _received(seen)
    new = rows.what == _ACCEPTED
    whole = float(rows.count[new].sum())
    if not whole:
        return Amount.nothing(NOTHING)
    late = [place for place, source in enumerate(rows.sources) if source in (BACKFILL, HISTORY)]
    some = new & np.isin(rows.source, late)
    return Amount(numerator=float(rows.count[some].sum()), denominator=whole, parts=_by_source(rows, some))


def _lag(quantile: Callable[[Lag], float]) -> Callable[[Slice], Amount]:
    def compute(seen: Slice) -> Amount:
        rows = _received(seen)
        some = rows.what == _LAG
        buckets = np.bincount(rows.bucket[some], weights=rows.count[some], minlength=BUCKETS)
        lag = Lag(source="", buckets=tuple(int(count) for count in buckets.tolist()))
        if not lag.count:
            return Amount.nothing("Nothing was told live, with its exact time, on these days.")
        return Amount(numerator=quantile(lag), sums=False, middle_of=lag.count)

    return compute


def _letters(seen: Slice) -> Amount:
    """Those that came on these days and were not mended by the moment."""
    start, _ = seen.window.instants(seen.facts.settings.time_zone)
    since, until = start.timestamp(), seen.closes
    moment = seen.facts.as_of.instant.timestamp()
    reasons = Counter(
        one.reason
        for one in seen.facts.letters
        if since <= one.received.timestamp() < until
        and (one.resolved is None or one.resolved.timestamp() >= moment)
    )
    parts = [
        Part(key=reason, title=reason.replace("_", " ").capitalize(), numerator=float(count))
        for reason, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    ]
    return Amount(numerator=float(reasons.total()), parts=tuple(parts))


def _late(key: str, title: str, question: str, sentence: str, quantile: Callable[[Lag], float]) -> Kpi:
    return entry(
        key=key,
        title=title,
        question=question,
        unit="seconds",
        better="down",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1, sentence=sentence, formula="{numerator:second|seconds}", compute=_lag(quantile)
        ),
    )


INTAKE: Final = (
    entry(
        key="intake_new",
        title="Recorded",
        question="How much came in?",
        unit="count",
        better="neither",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1,
            sentence="What was told for the first time on these days, by the day on which it came in; days "
            "are counted as a whole.",
            formula="{numerator:record|records}",
            compute=_new,
        ),
    ),
    entry(
        key="intake_duplicates",
        title="Told twice",
        question="How much of what came in was known already?",
        unit="share",
        better="neither",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        caveats=("Counting once is what this program is for: told twice does no harm.",),
        definition=Definition(
            version=1,
            sentence="Of everything that came in on these days, what was known already.",
            formula="{numerator} known already of {denominator} that came in",
            compute=_duplicates,
        ),
    ),
    entry(
        key="intake_differing",
        title="Told differently",
        question="How often do two sources disagree?",
        unit="count",
        better="down",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1,
            sentence="Further copies that say something else of what was known; the one with the exact, and "
            "then the earlier time counts.",
            formula="{numerator:copy|copies}",
            compute=_differing,
        ),
    ),
    entry(
        key="intake_backfill",
        title="Caught up with",
        question="How much of what we know did we not hear as it happened?",
        unit="share",
        better="neither",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1,
            sentence="Of what was told for the first time on these days, what was read back from Discord or "
            "brought in from files.",
            formula="{numerator} caught up with of {denominator} told for the first time",
            compute=_afterwards,
        ),
    ),
    _late(
        "lag_p50",
        "Usual delay",
        "How late do we usually hear of something?",
        "Half of what was told live on these days, with its exact time, came in at most so long after it "
        "happened; what came later than 36 hours is no delay but a past that was brought in.",
        lambda lag: lag.p50,
    ),
    _late(
        "lag_p95",
        "Long delays",
        "How late do we hear of something when it is slow?",
        "19 of 20 things that were told live on these days, with their exact time, came in at most so long "
        "after they happened.",
        lambda lag: lag.p95,
    ),
    entry(
        key="dead_letters",
        title="Could not be kept",
        question="What came in and could not be kept?",
        unit="count",
        better="down",
        facts=("intake",),
        grains=("day", "week", "month"),
        source="Insight document 5.4: logging health",
        definition=Definition(
            version=1,
            sentence="Records that came in in this time, could not be kept, and had not been mended by the "
            "moment that is asked for, by their reason.",
            formula="{numerator:record|records}",
            compute=_letters,
        ),
    ),
)
