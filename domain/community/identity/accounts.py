"""Accounts: how outside worlds call a person; each has a member number of its own."""

import re
from typing import Final
from uuid import UUID

import attrs

from domain.kernel.errors import Invalid
from domain.kernel.ids import snowflake

DISCORD: Final = "discord"
SUPABASE: Final = "supabase"

_SOURCE: Final = re.compile(r"[a-z][a-z0-9_-]{0,30}")
_LONGEST: Final = 100


@attrs.frozen(kw_only=True)
class Account:
    """An account and its member number; `external_id` is None once the person was erased."""

    member_no: int
    source: str
    external_id: str | None


def checked(source: str, external_id: str) -> tuple[str, str]:
    """An account as it is kept: a profile's uuid in small letters, so that one account is never two.

    Raises Invalid for what no world would call an account.
    """
    source, external_id = source.strip().lower(), external_id.strip()
    if not _SOURCE.fullmatch(source):
        raise Invalid(
            f"source {source!r}: name the world of the account in small letters, such as supabase or steam"
        )
    if source == DISCORD:
        return source, str(snowflake(external_id, where="Discord id"))
    if source == SUPABASE:
        try:
            return source, str(UUID(external_id))
        except ValueError:
            raise Invalid(f"{external_id!r} is no Supabase profile: its id is a uuid") from None
    if not external_id or len(external_id) > _LONGEST or not external_id.isprintable():
        raise Invalid(f"the id of an account has 1 to {_LONGEST} visible characters")
    return source, external_id


def called(source: str, external_id: str | None) -> str:
    """What people call an account: "steam account 7656..."; an erased one has no id to be told."""
    kind = "Supabase profile" if source == SUPABASE else f"{source.capitalize()} account"
    return kind if external_id is None else f"{kind} {external_id}"
