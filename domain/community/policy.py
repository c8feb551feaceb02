"""Who may do what in a community: the one policy that every command asks."""

from collections.abc import Callable, Collection
from typing import Final, Literal

from domain.community.settings import GuildSettings
from domain.community.tiers import tier_of
from domain.kernel.actors import Actor
from domain.kernel.errors import Refused

Action = Literal[
    "see_staff_facts",
    "change_settings",
    "plan_event",
    "run_event",
    "answer_event",
    "answer_for_others",
    "link_self",
    "link_others",
    "erase_self",
    "erase_others",
]
"""`run_event` is to edit, start, end or cancel one; `see_staff_facts` is what a member is not shown."""

_Rule = Callable[[Actor, GuildSettings, Collection[int]], bool]


def check(
    action: Action, actor: Actor | None, settings: GuildSettings, *, hosts: Collection[int] = ()
) -> Actor:
    """The actor, if they may; raises Refused with the reason. `hosts` are the member numbers of the hosts
    of the event that it is about; who declared nothing (None) may look, and change nothing."""
    if actor is None or not actor.name.strip():
        raise Refused("First say who you are: changes are kept with the name of who made them.")
    rule, reason = _RULES[action]
    if actor.assurance != "system" and not rule(actor, settings, hosts):
        raise Refused(reason)
    return actor


def may(action: Action, actor: Actor | None, settings: GuildSettings, *, hosts: Collection[int] = ()) -> bool:
    """Whether the policy would allow it: for what is only shown to those who may."""
    try:
        check(action, actor, settings, hosts=hosts)
    except Refused:
        return False
    return True


def is_staff(actor: Actor, settings: GuildSettings) -> bool:
    """Declared on the dashboard, which is for staff; or proved by a role that is staff's, and, while no
    staff role is named, by managing the server."""
    if actor.assurance == "proved":
        held = any(str(role) in settings.staff_roles for role in actor.roles)
        managing = actor.manages and not settings.staff_roles
        return held or managing or tier_of(actor.roles, settings.tiers) == "staff"
    return actor.assurance == "system" or (actor.assurance == "declared" and actor.kind == "staff")


def _staff(actor: Actor, settings: GuildSettings, _hosts: Collection[int]) -> bool:
    return is_staff(actor, settings)


def _hosting(actor: Actor, settings: GuildSettings, _hosts: Collection[int]) -> bool:
    held = actor.assurance == "proved" and tier_of(actor.roles, settings.tiers) == "host"
    return held or is_staff(actor, settings)


def _hosting_this(actor: Actor, settings: GuildSettings, hosts: Collection[int]) -> bool:
    named = actor.assurance == "proved" and actor.member_no is not None and actor.member_no in hosts
    return named or _hosting(actor, settings, hosts)


def _person(actor: Actor, settings: GuildSettings, _hosts: Collection[int]) -> bool:
    return actor.assurance == "proved" or is_staff(actor, settings)


_RULES: Final[dict[Action, tuple[_Rule, str]]] = {
    "see_staff_facts": (_staff, "Only staff can see this."),
    "change_settings": (_staff, "Only staff can change the settings."),
    "plan_event": (_hosting, "Only staff and hosts can plan events."),
    "run_event": (_hosting_this, "Only staff, hosts and the hosts of this event can change it."),
    "answer_event": (_person, "Only members of this community can answer."),
    "answer_for_others": (_staff, "Only staff can answer for somebody else."),
    "link_self": (_person, "Only members of this community can link their accounts."),
    "link_others": (_staff, "Only staff can link and unlink accounts of others."),
    "erase_self": (_person, "Only members of this community can have themselves forgotten."),
    "erase_others": (_staff, "Only staff can have somebody else forgotten."),
}
