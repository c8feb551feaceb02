"""New, returning, resurrecting, dormant (DEFINITIONS: lifecycle): who is active now, and who was before."""

from collections.abc import Callable
from typing import Final

import attrs

from domain.insights.kpis.known import Mask, joined
from domain.insights.kpis.kpi import Amount, Better, Definition, Kpi, Part
from domain.insights.kpis.slice import Slice


@attrs.frozen(kw_only=True, eq=False)
class Lifecycle:
    """Masks of members: the first three partition who is active now, the second and the last who was."""

    new: Mask
    returning: Mask
    resurrecting: Mask
    dormant: Mask


def lifecycle(seen: Slice) -> Lifecycle:
    """Of the people of a slice against the period before it; new is who joined, or was first seen, in it."""
    now, before = seen.active(), seen.previous().active()
    day = joined(seen.facts, seen.end)
    came = (day >= seen.span[0]) & (day < seen.end)
    return Lifecycle(
        new=now & ~before & came,
        returning=now & before,
        resurrecting=now & ~before & ~came,
        dormant=before & ~now,
    )


def lifecycle_parts(seen: Slice) -> tuple[Part, ...]:
    """Whom the active people are made of; none where the period before was not heard."""
    if seen.incomparable("messages"):
        return ()
    found = lifecycle(seen)
    return tuple(
        Part(key=key, title=title, numerator=Amount.people(who).numerator, kpi=f"lifecycle_{key}")
        for key, title, who in (
            ("new", "Newly active", found.new),
            ("returning", "Returning", found.returning),
            ("resurrecting", "Back again", found.resurrecting),
        )
    )


def _of(which: Callable[[Lifecycle], Mask]) -> Callable[[Slice], Amount]:
    def compute(seen: Slice) -> Amount:
        why = seen.incomparable("messages")
        return Amount.nothing(why) if why else Amount.people(which(lifecycle(seen)))

    return compute


def _kpi(
    key: str, title: str, question: str, better: Better, sentence: str, which: Callable[[Lifecycle], Mask]
) -> Kpi:
    return Kpi(
        key=f"lifecycle_{key}",
        title=title,
        question=question,
        unit="people",
        better=better,
        audience="leadership",
        needs=("messages",),
        facts=("activity", "members"),
        grains=("day", "week", "month"),
        by=("segment", "tier", "role") if key == "dormant" else ("segment", "tier", "role", "channel"),
        from_start=key == "dormant",
        settings=("qualifying", "tracked_commands"),
        source="PostHog: lifecycle",
        definition=Definition(
            version=1,
            sentence=sentence + " The period before is as long, or the calendar month before.",
            formula="{numerator:person|people}",
            compute=_of(which),
        ),
    )


LIFECYCLE: Final = (
    _kpi(
        "new",
        "Newly active",
        "Who took part that had only just joined?",
        "up",
        "People who were active in this time, not in the period before, and joined (known, else first seen) "
        "in this time.",
        lambda found: found.new,
    ),
    _kpi(
        "returning",
        "Returning",
        "Who took part again?",
        "up",
        "People who were active in this time and in the period before.",
        lambda found: found.returning,
    ),
    _kpi(
        "resurrecting",
        "Back again",
        "Who is back after a silence?",
        "up",
        "People who were active in this time, not in the period before, and joined earlier than this time.",
        lambda found: found.resurrecting,
    ),
    _kpi(
        "dormant",
        "Gone silent",
        "Who took part before and not now?",
        "down",
        "People who were active in the period before and not in this time, whether they left or not.",
        lambda found: found.dormant,
    ),
)
