"""How runs of commands end, and how long people wait for the answer."""

from collections.abc import Callable
from typing import Final

import numpy as np

from domain.community.log.commands import DENIED, FAILED, LATENCY_BOUNDS, NO_ERROR, UNTIMED
from domain.insights.data_quality.lag import quantile
from domain.insights.kpis.kpi import Amount, Definition, Kpi, Part
from domain.insights.kpis.platform.ran import ended, forgotten, nothing_ran
from domain.insights.kpis.slice import Slice


def _failures(seen: Slice) -> Amount:
    rows = ended(seen)
    whole = float(rows["runs"].sum())
    if not whole:
        return nothing_ran(seen)
    failed = rows["outcome"] == FAILED
    numbers, at = np.unique(rows["error"][failed], return_inverse=True)
    counts = np.bincount(at, weights=rows["runs"][failed], minlength=len(numbers))
    words = seen.facts.usage.words
    parts = [
        Part(
            key=str(number),
            title="Nobody told why" if number == NO_ERROR else words.get(number, f"error {number}"),
            numerator=float(count),
            denominator=whole,
        )
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True)
    ]
    parts.sort(key=lambda part: (-(part.numerator or 0), part.title))
    return Amount(
        numerator=float(counts.sum()),
        denominator=whole,
        parts=tuple(parts),
        caveats=forgotten(seen),
        told=True,
    )


def _refusals(seen: Slice) -> Amount:
    rows = ended(seen)
    if not len(rows):
        return nothing_ran(seen)
    denied = rows["runs"][rows["outcome"] == DENIED].sum()
    whole = float(rows["runs"].sum())
    return Amount(numerator=float(denied), denominator=whole, caveats=forgotten(seen), told=True)


def _latency(share: float) -> Callable[[Slice], Amount]:
    def compute(seen: Slice) -> Amount:
        rows = ended(seen)
        timed = rows["bucket"] != UNTIMED
        if not len(rows):
            return nothing_ran(seen)
        if not timed.any():
            return Amount.nothing("Nobody told how long these runs took.")
        buckets = np.bincount(
            rows["bucket"][timed], weights=rows["runs"][timed], minlength=len(LATENCY_BOUNDS) + 1
        )
        untold = int(rows["runs"][~timed].sum())
        told = (f"Of {untold} runs nobody told how long they took.",) if untold else ()
        return Amount(
            numerator=quantile(buckets.astype(np.int64).tolist(), share, LATENCY_BOUNDS),
            sums=False,
            middle_of=int(buckets.sum()),
            caveats=(*told, *forgotten(seen)),
        )

    return compute


def _waiting(key: str, title: str, question: str, share: float, sentence: str) -> Kpi:
    return Kpi(
        key=key,
        title=title,
        question=question,
        unit="seconds",
        better="down",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        grains=("day", "week", "month"),
        by=("command",),
        settings=("tracked_commands",),
        source="Insight document 5.3.2",
        caveats=("Runs are counted by how long they took in steps: within a step it is estimated.",),
        definition=Definition(
            version=1, sentence=sentence, formula="{numerator:second|seconds}", compute=_latency(share)
        ),
    )


OUTCOMES: Final = (
    Kpi(
        key="command_failures",
        title="Commands that failed",
        question="How often does the bot break?",
        unit="share",
        better="down",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        grains=("day", "week", "month"),
        by=("command",),
        settings=("tracked_commands",),
        source="Insight document 5.3.2",
        definition=Definition(
            version=1,
            sentence="Of the runs of tracked commands those that ended in an error, by its type; that "
            "somebody was not allowed to is no error.",
            formula="{numerator:failed run|failed runs} of {denominator:run|runs}",
            compute=_failures,
        ),
    ),
    Kpi(
        key="command_refusals",
        title="Commands that were refused",
        question="How often do people try what they may not?",
        unit="share",
        better="neither",
        audience="engineering",
        needs=("commands",),
        facts=("activity", "members", "runs"),
        grains=("day", "week", "month"),
        by=("command",),
        settings=("tracked_commands",),
        source="Insight document 5.3.2",
        definition=Definition(
            version=1,
            sentence="Of the runs of tracked commands those of people who were not allowed to.",
            formula="{numerator:refused run|refused runs} of {denominator:run|runs}",
            compute=_refusals,
        ),
    ),
    _waiting(
        "command_latency_p50",
        "Usual time to answer",
        "How long does the bot usually take?",
        0.5,
        "Half of the runs of tracked commands took at most so long.",
    ),
    _waiting(
        "command_latency_p95",
        "Slow answers",
        "How long do people wait when it is slow?",
        0.95,
        "19 of 20 runs of tracked commands took at most so long.",
    ),
)
