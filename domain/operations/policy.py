"""Who may do what with the installation: the one policy of its commands."""

from collections.abc import Callable
from typing import Final, Literal

from domain.kernel.actors import Actor
from domain.kernel.errors import Refused

Action = Literal["manage_keys", "manage_jobs", "retry_job"]


def check(action: Action, actor: Actor) -> Actor:
    """The actor, if they may; keys open every community, so only whoever has the machine makes them."""
    rule, reason = _RULES[action]
    if not rule(actor):
        raise Refused(reason)
    return actor


def _has_the_machine(actor: Actor) -> bool:
    return actor.assurance == "system"


def _looks_after(actor: Actor) -> bool:
    return _has_the_machine(actor) or (actor.kind == "staff" and actor.assurance == "declared")


_RULES: Final[dict[Action, tuple[Callable[[Actor], bool], str]]] = {
    "manage_keys": (
        _has_the_machine,
        "Keys are made and revoked on the command line of the machine: community-os keys",
    ),
    "manage_jobs": (
        _has_the_machine,
        "Jobs are tried again and dropped on the command line of the machine: community-os jobs",
    ),
    "retry_job": (_looks_after, "Only staff can have a job of their community tried again."),
}
