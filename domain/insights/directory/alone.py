"""What is known of one member, as if there were no other: the rules for all then cost nothing."""

import numpy as np
from numpy.typing import NDArray

from domain.insights.sheet import MemberColumns, RoleColumns


def alone(members: MemberColumns, member_no: int) -> MemberColumns:
    """The columns of that member alone, whose number in them is 0."""
    mine, held = members.member_no == member_no, members.roles.member_no == member_no
    given = {name: getattr(members.roles, name)[held] for name in ("role", "given", "taken")}
    return MemberColumns(
        **{name: getattr(members, name)[mine] for name in ("joined", "left", "joined_inferred", "invite")},
        bot=_only(members.bot, member_no),
        erased=_only(members.erased, member_no),
        member_no=np.zeros(np.count_nonzero(mine), dtype=np.int32),
        roles=RoleColumns(member_no=np.zeros(np.count_nonzero(held), dtype=np.int32), **given),
        later=np.zeros(np.count_nonzero(members.later == member_no), dtype=np.int32),
    )


def _only(flags: NDArray[np.bool_], member_no: int) -> NDArray[np.bool_]:
    return flags[member_no : member_no + 1] if member_no < len(flags) else np.zeros(1, dtype=np.bool_)
