"""The verdict on a window, from what was heard: all of it, or what is missing, the worst first."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from domain.community.coverage import FAMILIES, Family
from domain.insights.data_quality.gaps import Gap, Reason
from domain.insights.data_quality.heard import HeardDays


@attrs.frozen(kw_only=True)
class Shortfall:
    """Families that lack the same times: for how many seconds in how many gaps.

    `partly` when some channels of them were heard even then.
    """

    families: tuple[Family, ...]
    seconds: float
    gaps: int
    partly: bool


@attrs.frozen(kw_only=True)
class Verdict:
    """`expected` are the families that some source of the guild ever told of: what no source ever tells is
    no outage, and is said apart (`never`). Without `heard` nothing at all was heard in this time.
    """

    heard: bool
    expected: tuple[Family, ...]
    never: tuple[Family, ...]
    missing: tuple[Shortfall, ...]

    @property
    def full(self) -> bool:
        """Everything that anybody listens to was heard."""
        return self.heard and not self.missing


def verdict(by_family: Mapping[Family, HeardDays], told: Iterable[Family]) -> Verdict:
    """Judge a window by each family's part of it; `told` are the families that some source ever told of."""
    ever = set(told)
    expected = tuple(family for family in FAMILIES if family in ever)
    alike: dict[tuple[tuple[object, object], ...], list[Family]] = {}
    for family in expected:
        if gaps := by_family[family].gaps:
            alike.setdefault(tuple((gap.start, gap.end) for gap in gaps), []).append(family)
    missing = [_shortfall(families, by_family[families[0]].gaps) for families in alike.values()]
    return Verdict(
        heard=any(by_family[family].share > 0 for family in expected),
        expected=expected,
        never=tuple(family for family in FAMILIES if family not in ever),
        missing=tuple(sorted(missing, key=lambda one: (-one.seconds, one.families))),
    )


def _shortfall(families: Sequence[Family], gaps: Sequence[Gap]) -> Shortfall:
    joined: list[tuple[float, float]] = []
    for gap in gaps:
        since, until = gap.start.timestamp(), gap.end.timestamp()
        touches = bool(joined) and joined[-1][1] == since
        joined.append((joined.pop()[0] if touches else since, until))
    return Shortfall(
        families=tuple(families),
        seconds=sum(until - since for since, until in joined),
        gaps=len(joined),
        partly=all(gap.reason is Reason.CHANNELS for gap in gaps),
    )
