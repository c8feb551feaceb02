"""What can be asked of one KPI."""

from collections.abc import Collection, Sequence
from typing import get_args

import attrs

from domain.insights.kpis.asked.only import Only
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import By, Grain, Kpi
from domain.kernel.errors import Invalid


@attrs.frozen(kw_only=True)
class KpiQuestion:
    """What is asked of one KPI: by which grain its course goes (None: the one that fits), by what it is
    taken apart, and of which group it is read, such as `segment:core`."""

    key: str
    window: str = "30d"
    as_of: str | None = None
    grain: Grain | None = None
    by: By | None = None
    of: str | None = None

    @property
    def apart(self) -> set[By]:
        """By what it is filtered or taken apart; raises Invalid for a filter that is none."""
        only = self.only
        return {by for by in (self.by, None if only is None else only.by) if by is not None}

    @property
    def only(self) -> Only | None:
        """The filter; raises Invalid for one that is none."""
        return None if self.of is None else Only.parse(self.of)

    def checked(self, among: Sequence[Kpi] = CATALOGUE) -> Kpi:
        """The KPI that is asked for.

        Raises NotFound for one that there is not, Invalid for a grain or group that it is not read by.
        """
        one = kpi(self.key, among)
        if self.only is not None:
            self.only.check(one)
        if self.by is not None and self.by not in one.by:
            choose = f"choose {_or(one.by)}" if one.by else one.whole
            raise Invalid(f"{one.title} is not taken apart by {self.by}: {choose}")
        if self.grain is not None and self.grain not in one.grains:
            raise Invalid(f"{one.title} is not read by {self.grain}: choose {_or(one.grains)}")
        return one


def groups_named(text: str | None) -> By | None:
    """What a text such as `tier` says to take a number apart by; Invalid says what there is."""
    known = get_args(By)
    if text is not None and text not in known:
        raise Invalid(f"nothing is taken apart by {text[:40]!r}: choose {_or(known)}")
    return next((by for by in known if by == text), None)


def _or(choices: Collection[str]) -> str:
    return " or ".join(choices)
