"""Tiers: what somebody is in a community, by the roles that they hold."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID

Tier = Literal["staff", "host", "captain", "volunteer", "member"]
TIERS: Final[tuple[Tier, ...]] = get_args(Tier)
"""From the highest to the lowest; who holds no role that means a tier is a member."""

MOST_ROLES: Final = 250
"""Discord reference, "Role Object": a guild has no more."""

TierMap = Mapping[str, Tier]
"""Role id in digits -> the tier that it means; ids are text, as wherever 64 bits leave the product."""


def tier_of(roles: Iterable[int], tiers: TierMap) -> Tier:
    """The highest tier that any of these roles means."""
    meant = {tiers[str(role)] for role in roles if str(role) in tiers}
    return min(meant, key=TIERS.index, default=TIERS[-1])


def in_use(tiers: TierMap) -> tuple[Tier, ...]:
    """The tiers that somebody can have, the highest first; none where no role means one."""
    return tuple(tier for tier in TIERS if tier in {*tiers.values(), TIERS[-1]}) if tiers else ()


def check(tiers: Mapping[str, str]) -> None:
    """Raises Invalid for a map that no community could have, saying what is wrong and what would do."""
    if len(tiers) > MOST_ROLES:
        raise Invalid(f"tiers: {len(tiers)} roles are named, and a community has at most {MOST_ROLES}")
    for role, tier in tiers.items():
        if not (
            role.isascii()
            and role.isdecimal()
            and not role.startswith("0")
            and len(role) <= 19
            and int(role) <= MAX_ID
        ):
            raise Invalid(
                f"tiers: {str(role)[:40]!r} is no role id; copy it from Discord, it has only digits, "
                "such as 1202202202202203001=host"
            )
        if tier not in TIERS:
            raise Invalid(
                f"tiers: role {role} cannot be {str(tier)[:40]!r}; the tiers are {', '.join(TIERS)}"
            )
