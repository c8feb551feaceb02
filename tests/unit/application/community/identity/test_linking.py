"""Accounts are linked by staff, by codes, by another system's proof and from files; each can be undone."""

import asyncio

import pytest

from application.community.identity.linking import Wanted
from application.community.identity.ports import DiscordProfile
from application.community.identity.sides import Accounts
from domain.community.log.activity import Person
from domain.kernel.actors import COMMAND_LINE, Actor
from domain.kernel.errors import Conflict, Invalid, NotFound, Refused
from tests.builders.activities import DAY, GUILD, a_message, a_person
from tests.builders.house import House
from tests.unit.application.community.identity.house import PROFILES, Registry

ADA, BEN = a_person(1, name="Ada"), a_person(2, name="Ben")
STEAM = Person(id="76561198000000001", source="steam")


def proved(member_no: int | None, **changes: bool) -> Actor:
    return Actor(kind="member", name="x", assurance="proved", guild=GUILD, member_no=member_no, **changes)


@pytest.fixture
async def registry() -> Registry:
    house = House.built()
    house.clock.at += DAY
    await house.told(a_message(by=ADA), a_message(by=BEN, number=1), a_message(by=STEAM, number=2))
    return Registry(house)


def linked(accounts: Accounts) -> list[tuple[str, str | None, str]]:
    return [(one.account.source, one.account.external_id, one.link.proved_by) for one in accounts.linked]


async def test_staff_link_accounts_and_take_them_away_again(registry: Registry) -> None:
    await registry.link(GUILD, ADA.id, "steam", STEAM.id, COMMAND_LINE)
    both = await registry.link(GUILD, "#0", "supabase", PROFILES[0].upper(), COMMAND_LINE)
    assert both.own is not None and both.own.external_id == ADA.id
    assert linked(both) == [("steam", STEAM.id, "staff"), ("supabase", PROFILES[0], "staff")]
    assert both == await registry.show(GUILD, 0) == await registry.show(GUILD, 2)
    gone = await registry.unlink(GUILD, 2, COMMAND_LINE)
    assert gone.canonical_no == 0
    assert linked(await registry.show(GUILD, 0)) == [("supabase", PROFILES[0], "staff")]
    assert linked(await registry.show(GUILD, 2)) == []
    with pytest.raises(NotFound):
        await registry.unlink(GUILD, 2, COMMAND_LINE)


async def test_a_link_is_made_once_however_often_it_is_asked_for(registry: Registry) -> None:
    first = await registry.link(GUILD, ADA.id, "steam", STEAM.id, COMMAND_LINE)
    assert await registry.link(GUILD, ADA.id, "steam", STEAM.id, COMMAND_LINE) == first


async def test_only_staff_link_others_and_everybody_may_take_away_what_is_theirs(registry: Registry) -> None:
    with pytest.raises(Refused):
        await registry.link(GUILD, ADA.id, "steam", STEAM.id, proved(0))
    assert linked(await registry.show(GUILD, 0)) == []
    await registry.link(GUILD, ADA.id, "steam", STEAM.id, proved(1, manages=True))
    for stranger in (proved(1), proved(None)):
        with pytest.raises(Refused):
            await registry.unlink(GUILD, 2, stranger)
    await registry.unlink(GUILD, 2, proved(0))
    assert linked(await registry.show(GUILD, 0)) == []


async def test_a_stranger_an_unfit_account_and_a_taken_one_are_told_apart(registry: Registry) -> None:
    with pytest.raises(NotFound):
        await registry.link(GUILD, "123", "steam", STEAM.id, COMMAND_LINE)
    with pytest.raises(Invalid):
        await registry.link(GUILD, ADA.id, "supabase", "not a uuid", COMMAND_LINE)
    await registry.link(GUILD, ADA.id, "steam", STEAM.id, COMMAND_LINE)
    with pytest.raises(Conflict, match=r"Ada's \(#0\)"):
        await registry.link(GUILD, BEN.id, "steam", STEAM.id, COMMAND_LINE)


async def test_of_many_who_claim_an_account_at_once_one_has_it(registry: Registry) -> None:
    people = [a_person(number) for number in range(10, 30)]
    await registry.house.told(*(a_message(by=one, number=int(one.id) % 100 + 5) for one in people))
    claims = (registry.link(GUILD, one.id, "steam", STEAM.id, COMMAND_LINE) for one in people)
    ended = await asyncio.gather(*claims, return_exceptions=True)
    assert sum(isinstance(one, Accounts) for one in ended) == 1
    assert sum(isinstance(one, Conflict) for one in ended) == 19


async def test_a_code_links_once_whoever_gives_it_back_in_time(registry: Registry) -> None:
    issued = await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)
    assert issued.code not in repr(registry.house.memory.state(GUILD)), "only its hash is kept"
    found = await registry.redeem(GUILD, BEN.id, issued.code.lower().replace("-", " "), proved(1))
    assert linked(found) == [("steam", STEAM.id, "code")]
    with pytest.raises(NotFound, match="used already"):
        await registry.redeem(GUILD, ADA.id, issued.code, proved(0))


async def test_a_code_that_is_over_or_was_replaced_proves_nothing(registry: Registry) -> None:
    first = await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)
    second = await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)
    assert first.code != second.code
    with pytest.raises(NotFound):
        await registry.redeem(GUILD, BEN.id, first.code, proved(1))
    registry.house.clock.at = second.expires_at
    with pytest.raises(NotFound):
        await registry.redeem(GUILD, BEN.id, second.code, proved(1))


async def test_of_many_who_give_the_same_code_back_at_once_one_is_linked(registry: Registry) -> None:
    issued = await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)
    claims = (registry.redeem(GUILD, a_person(number).id, issued.code, proved(None)) for number in range(20))
    ended = await asyncio.gather(*claims, return_exceptions=True)
    assert sum(isinstance(one, Accounts) for one in ended) == 1
    assert sum(isinstance(one, NotFound) for one in ended) == 19


async def test_a_code_of_somebody_who_may_not_have_the_account_is_not_used_up(registry: Registry) -> None:
    await registry.link(GUILD, ADA.id, "steam", "1", COMMAND_LINE)
    issued = await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)
    with pytest.raises(Conflict):
        await registry.redeem(GUILD, ADA.id, issued.code, proved(0))
    assert linked(await registry.redeem(GUILD, BEN.id, issued.code, proved(1))) == [
        ("steam", STEAM.id, "code")
    ]


async def test_no_code_is_made_for_what_is_somebodys_erased_or_of_discord(registry: Registry) -> None:
    with pytest.raises(Invalid):
        await registry.issue(GUILD, "discord", ADA.id, COMMAND_LINE)
    await registry.link(GUILD, ADA.id, "steam", STEAM.id, COMMAND_LINE)
    with pytest.raises(Conflict, match="Ada"):
        await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)
    await registry.house.forget(GUILD, ADA.id, COMMAND_LINE)
    with pytest.raises(Conflict, match="erased"):
        await registry.issue(GUILD, "steam", STEAM.id, COMMAND_LINE)


async def test_profiles_whose_owners_are_here_are_linked_and_once_more_changes_nothing(
    registry: Registry,
) -> None:
    profiles = [
        DiscordProfile(PROFILES[0], ADA.id),
        DiscordProfile(PROFILES[1], "999"),
        DiscordProfile(PROFILES[2], BEN.id),
        DiscordProfile(PROFILES[3], BEN.id),
        DiscordProfile("no uuid", ADA.id),
    ]
    found = await registry.sync(*profiles)(GUILD, COMMAND_LINE)
    assert (found.linked, found.before, found.strangers, found.refused) == (2, 0, 1, 2)
    assert [one.where for one in found.unfit] == [f"profile {PROFILES[3]}", "profile no uuid"]
    assert "Ben (#1)" in found.unfit[0].reason
    assert linked(await registry.show(GUILD, 1)) == [("supabase", PROFILES[2], "supabase")]
    again = await registry.sync(*profiles)(GUILD, COMMAND_LINE)
    assert (again.linked, again.before, again.strangers, again.refused) == (0, 2, 1, 2)


async def test_a_dry_run_finds_what_a_run_would_and_leaves_nothing(registry: Registry) -> None:
    wanted = [
        Wanted(ADA.id, "steam", STEAM.id, "line 2"),
        Wanted(BEN.id, "steam", STEAM.id, "line 3"),
        Wanted(BEN.id, "dota", "7", "line 4"),
        Wanted("123", "dota", "8", "line 5"),
        Wanted("nobody", "dota", "9", "line 6"),
    ]
    before = repr(registry.house.memory.state(GUILD))
    tried = await registry.many(GUILD, wanted, COMMAND_LINE, proved_by="import", dry_run=True)
    assert repr(registry.house.memory.state(GUILD)) == before
    done = await registry.many(GUILD, wanted, COMMAND_LINE, proved_by="import")
    for found in (tried, done):
        assert (found.asked, found.linked, found.strangers, found.refused) == (5, 2, 1, 2)
        assert {one.where for one in found.unfit} == {"line 3", "line 6"}
    assert linked(await registry.show(GUILD, 1)) == [("dota", "7", "import")]


async def test_many_are_linked_in_several_transactions(registry: Registry) -> None:
    people = [a_person(number) for number in range(100, 800)]
    await registry.house.told(*(a_message(by=one, number=int(one.id) % 1000 + 5) for one in people))
    wanted = [Wanted(one.id, "steam", f"s{one.id}", one.id) for one in people]
    done = await registry.many(GUILD, wanted, COMMAND_LINE, proved_by="import")
    assert (done.linked, done.refused) == (700, 0)
    found = await registry.coverage(GUILD)
    assert (found.people, found.anywhere, found.share("steam")) == (702, 700, 700 / 702)


async def test_who_was_erased_is_linked_to_nothing_by_a_later_sync(registry: Registry) -> None:
    await registry.sync(DiscordProfile(PROFILES[0], ADA.id))(GUILD, COMMAND_LINE)
    forgotten = await registry.house.forget(GUILD, ADA.id, COMMAND_LINE)
    assert (forgotten.member_no, forgotten.outside_ids) == (0, 2)
    for profile in (PROFILES[0], PROFILES[1]):
        again = await registry.sync(DiscordProfile(profile, ADA.id))(GUILD, COMMAND_LINE)
        assert again.linked == 0
    state = repr(registry.house.memory.state(GUILD))
    assert not [each for each in (ADA.id, PROFILES[0], PROFILES[1]) if each in state]
