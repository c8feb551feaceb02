"""What came in during a window, by source, and how late."""

import attrs

from domain.community.log.intake import Intake
from domain.insights.data_quality.lag import BUCKETS, Lag


@attrs.frozen(kw_only=True)
class KindIntake:
    """How much of one kind of activity a source told for the first time."""

    kind: str
    accepted: int


@attrs.frozen(kw_only=True)
class SourceIntake:
    """What a source told: for the first time, what was known already, and copies that say something else."""

    source: str
    accepted: int = 0
    duplicate: int = 0
    differing: int = 0
    kinds: tuple[KindIntake, ...] = ()
    """Most first."""

    @property
    def told(self) -> int:
        """All that it told."""
        return self.accepted + self.duplicate + self.differing


def by_source(counts: Intake) -> tuple[SourceIntake, ...]:
    """The counts of some days, source by source; who told most comes first."""
    sums: dict[str, dict[str, int]] = {}
    kinds: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        if key.what == "lag":
            continue
        of_source = sums.setdefault(key.source, {"accepted": 0, "duplicate": 0, "differing": 0})
        of_source[key.what] += count
        if key.what == "accepted":
            of_kind = kinds.setdefault(key.source, {})
            of_kind[key.kind] = of_kind.get(key.kind, 0) + count
    found = [
        SourceIntake(
            source=source,
            kinds=tuple(
                KindIntake(kind=kind, accepted=count)
                for kind, count in sorted(kinds.get(source, {}).items(), key=lambda one: (-one[1], one[0]))
            ),
            **told,
        )
        for source, told in sums.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.told, one.source)))


def lags(counts: Intake) -> tuple[Lag, ...]:
    """How late each source told things; the one with most of them comes first."""
    buckets: dict[str, list[int]] = {}
    for key, count in counts.items():
        if key.what == "lag":
            buckets.setdefault(key.source, [0] * BUCKETS)[key.bucket] += count
    found = [Lag(source=source, buckets=tuple(each)) for source, each in buckets.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.source)))
