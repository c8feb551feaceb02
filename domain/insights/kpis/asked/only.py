"""A filter: a KPI of only one group, such as the core members, or the events of a type."""

from typing import get_args

import attrs
import numpy as np

from domain.community.log.commands import code_of
from domain.insights.kpis.facts import KpiFacts
from domain.insights.kpis.groups import group
from domain.insights.kpis.kpi import By, Kpi
from domain.insights.kpis.reading import looking, reach
from domain.insights.kpis.slice import EVERYONE, Group
from domain.insights.kpis.sources.usage import slash
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.windows import Window


@attrs.frozen(kw_only=True)
class Only:
    """Of what kind the group is, and which of them; written `segment:core`."""

    by: By
    key: str

    @classmethod
    def parse(cls, text: str) -> "Only":
        """Read `segment:core`; Invalid says what there is."""
        by, colon, key = text.partition(":")
        known = get_args(By)
        if by not in known or not colon or not key.strip():
            raise Invalid(
                f"{text[:60]!r} is no group: write one of {', '.join(known)}, a colon and which one, "
                "such as segment:core"
            )
        return cls(by=next(one for one in known if one == by), key=key.strip())

    def check(self, kpi: Kpi) -> None:
        """Invalid where that KPI is not read by such groups."""
        choose = f"choose {' or '.join(kpi.by)}" if kpi.by else "it is read of everybody"
        if self.by not in kpi.by:
            raise Invalid(f"{kpi.title} is not read by {self.by}: {choose}")

    def of(self, kpi: Kpi, facts: KpiFacts, window: Window) -> Group:
        """The group as it was at the end of a window; empty where there was none of it then."""
        seen = looking(kpi, facts, reach(kpi, window, facts.as_of))
        found = group(seen, self.by, self.key)
        if found is not None:
            return found
        if self.by == "command":
            return Group(by=self.by, key=self.key, title=slash(self.key), command=code_of(self.key))
        events = None if facts.events is None else np.zeros(len(facts.events.events), dtype=np.bool_)
        return Group(by=self.by, key=self.key, title=self.key, people=facts.nobody(), events=events)

    def must_be(self, kpi: Kpi, facts: KpiFacts, window: Window) -> None:
        """NotFound where there is no such group at the end of a window, and it could be told."""
        seen = looking(kpi, facts, reach(kpi, window, facts.as_of))
        if seen.unknown(self.by) is None and group(seen, self.by, self.key) is None:
            raise NotFound(f"there is no {self.by.replace('_', ' ')} {self.key!r} in these days")


def group_of(only: Only | None, kpi: Kpi, facts: KpiFacts, window: Window) -> Group:
    """Everybody, or the group of the filter."""
    return EVERYONE if only is None else only.of(kpi, facts, window)
