"""Roles as they are found: what somebody has and was not known to have was given, and the other way round."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from domain.community.coverage import GATEWAY
from domain.community.log.activity import ROLE_GIVEN, ROLE_TAKEN, Activity, Person
from domain.community.reconcile.standing import found_id, standing
from domain.community.spans import Span


@attrs.frozen(kw_only=True)
class RolesFound:
    """All roles of a member at a moment; `exact` when the change itself was seen."""

    guild: int
    at: datetime
    person: Person
    roles: frozenset[int]
    exact: bool


def roles_moved(found: RolesFound, spans: Iterable[Span]) -> list[Activity]:
    """The roles that were given and taken, against the role spans that are known of the member.

    A change that was seen is one role more or less. Of somebody of whom nothing was known the other roles
    are older than that, and nobody knows how old. The role of everybody, which bears the guild's id, is none.
    """
    known = list(spans)
    held = {span.channel for span in standing(known, found.at)}
    now = found.roles - {found.guild}
    exact = found.exact and (bool(known) or len(now) == 1)
    moves = [(ROLE_GIVEN, role) for role in now - held]
    moves += [(ROLE_TAKEN, role) for role in held - now if role is not None]
    return [
        Activity(
            guild=found.guild,
            kind=kind,
            natural_id=found_id(found.guild, found.person, role, at=found.at),
            occurred_at=found.at,
            inferred=not exact,
            source=GATEWAY,
            person=found.person,
            details={"role": str(role)},
        )
        for kind, role in sorted(moves)
    ]
