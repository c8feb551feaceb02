"""The policy: who may do what, by what is proved or declared of them."""

from typing import Any, get_args

import attrs
import pytest

from domain.community.policy import Action, check, is_staff, may
from domain.community.settings import GuildSettings
from domain.kernel.actors import COMMAND_LINE, SYSTEM, Actor
from domain.kernel.errors import Refused

SOMEBODY = Actor(kind="member", name="Ada", assurance="proved", guild=1, member_no=7)
DECLARED = Actor(kind="staff", name="Bo", assurance="declared")
KEY = Actor(kind="key", name="a program", assurance="key")
PLAIN = GuildSettings()
NAMED = GuildSettings(staff_roles=("501",))
TIERED = GuildSettings(tiers={"601": "staff", "602": "host", "603": "captain"})
ACTIONS = get_args(Action)
FOR_STAFF: tuple[Action, ...] = (
    "see_staff_facts",
    "change_settings",
    "answer_for_others",
    "link_others",
    "erase_others",
)


def proved(*roles: int, manages: bool = False) -> Actor:
    return attrs.evolve(SOMEBODY, roles=frozenset(roles), manages=manages)


@pytest.mark.parametrize(
    ("actor", "settings", "staff"),
    [
        (proved(), PLAIN, False),
        (proved(manages=True), PLAIN, True),
        (proved(501), PLAIN, False),
        (proved(501), NAMED, True),
        (proved(manages=True), NAMED, False),
        (proved(601), TIERED, True),
        (proved(602, 603), TIERED, False),
        (proved(manages=True), TIERED, True),
        (DECLARED, NAMED, True),
        (attrs.evolve(DECLARED, kind="member"), PLAIN, False),
        (KEY, PLAIN, False),
        (SYSTEM, NAMED, True),
    ],
)
def test_staff_is_who_holds_a_role_of_staff_or_manages_while_no_role_is_named(
    actor: Actor, settings: GuildSettings, staff: bool
) -> None:
    assert is_staff(actor, settings) is staff
    assert {may(action, actor, settings) for action in FOR_STAFF} == {staff}


@pytest.mark.parametrize("action", ACTIONS)
def test_the_product_itself_may_everything_and_a_key_and_nobody_nothing(action: Action) -> None:
    assert check(action, COMMAND_LINE, NAMED) is COMMAND_LINE
    assert not may(action, KEY, PLAIN, hosts=[7])
    for nobody in (None, attrs.evolve(DECLARED, name=" ")):
        with pytest.raises(Refused, match="say who you are"):
            check(action, nobody, PLAIN, hosts=[7])


@pytest.mark.parametrize(
    ("actor", "hosts", "plan", "run"),
    [
        (SOMEBODY, [], False, False),
        (SOMEBODY, [8], False, False),
        (SOMEBODY, [8, 7], False, True),
        (attrs.evolve(SOMEBODY, member_no=None), [7], False, False),
        (proved(602), [], True, True),
        (proved(601), [], True, True),
        (proved(603), [], False, False),
        (DECLARED, [], True, True),
    ],
)
def test_events_are_run_by_staff_by_the_tier_host_and_by_their_own_hosts(
    actor: Actor, hosts: list[int], plan: bool, run: bool
) -> None:
    assert may("plan_event", actor, TIERED, hosts=hosts) is plan
    assert may("run_event", actor, TIERED, hosts=hosts) is run


@pytest.mark.parametrize("action", ["answer_event", "link_self", "erase_self"])
def test_what_is_ones_own_every_proved_member_may(action: Any) -> None:
    assert may(action, SOMEBODY, NAMED)


def test_a_refusal_gives_its_reason() -> None:
    with pytest.raises(Refused, match="Only staff can change the settings"):
        check("change_settings", SOMEBODY, PLAIN)


def test_a_member_number_is_one_of_its_guild_and_of_no_other() -> None:
    assert SOMEBODY.within(1) is SOMEBODY
    assert SOMEBODY.within(2) == attrs.evolve(SOMEBODY, member_no=None)
