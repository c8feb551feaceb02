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
    held = (roles.given < until) & (roles.taken >= until)
    for place in range(_LOWEST - 1, -1, -1):  # the highest last
        meant = [int(role) for role, tier in tiers.items() if tier == TIERS[place]]
        if meant:
            found[roles.member_no[held & np.isin(roles.role, meant)]] = place
    return found
