"""The tier of everybody at once, by the roles that they held on a day."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.community.tiers import TIERS, TierMap
from domain.insights.sheet import RoleColumns

NO_TIER: Final = len(TIERS)
"""Of a bot: it is no member of a tier, whatever roles it was given."""

_LOWEST: Final = len(TIERS) - 1


def standings(roles: RoleColumns, tiers: TierMap, until: int, size: int) -> NDArray[np.int8]:
    """The place in TIERS of each member number, shape (size,), by the roles held when day `until` began.

    The same as `tier_of` for each of them. A role that nobody saw given does not count: that it was held
    is known only since it was taken.
    """
    found = np.full(size, _LOWEST, dtype=np.int8)
    if not tiers:
        return found
    meant = sorted((int(role), TIERS.index(tier)) for role, tier in tiers.items())
    ids, places = np.array([role for role, _ in meant]), np.array([place for _, place in meant])
    at = np.minimum(np.searchsorted(ids, roles.role), len(ids) - 1)
    counts = (ids[at] == roles.role) & (roles.given < until) & (roles.taken >= until)
    np.minimum.at(found, roles.member_no[counts], places[at[counts]].astype(np.int8))
    return found
