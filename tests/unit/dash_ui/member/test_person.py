"""Who somebody is elsewhere: what says so, what can be done about it, and what an account's own page says."""

import attrs

from adapters.dash_ui.pages.data.identities import identities
from adapters.dash_ui.pages.member.person.accounts import accounts, belongs_elsewhere
from adapters.dash_ui.pages.member.person.erasing import erasing, must_be_typed
from adapters.dash_ui.place import Place
from domain.community.identity.coverage import IdCoverage
from tests.builders.overview_kinds import HOSTILE
from tests.builders.readings.identity import PROFILE, a_coverage, linked, some_accounts
from tests.unit.dash_ui.reading import elements, text

ZONE = "Europe/Rome"


def test_each_account_says_what_proves_it_and_since_when() -> None:
    told = text(accounts(some_accounts(), 7, ZONE))
    assert f"Supabase {PROFILE} signed in to Supabase with this Discord account, Sat 14 Mar 2026" in told
    assert "Steam 76561198000000001 linked by staff" in told
    assert "Discord 1202202202202202001 their own account here" in told


def test_only_what_was_linked_can_be_unlinked_and_a_button_says_what() -> None:
    shown = accounts(some_accounts(), 7, ZONE)
    named = [node[1].get("aria-label") for node in elements(shown, "button")]
    assert [name for name in named if name and name.startswith("Unlink")] == [
        "Unlink: the Supabase account",
        "Unlink: the Steam account",
    ]


def test_worlds_that_somebody_has_an_account_of_are_not_offered_again() -> None:
    shown = accounts(some_accounts(0, linked()), 7, ZONE)
    assert [node[1]["value"] for node in elements(shown, "option")] == ["Steam", "Dota 2"]


def test_a_bot_has_no_accounts_to_link() -> None:
    read = some_accounts()
    bot = attrs.evolve(read, member=attrs.evolve(read.member, bot=True), linked=())
    assert not elements(accounts(bot, 7, ZONE), "dialog")


def test_the_page_of_an_account_leads_to_whose_it_is() -> None:
    read = some_accounts(3)
    assert not belongs_elsewhere(read, Place(path="/members/3"))
    said = belongs_elsewhere(read, Place(path="/members/900", guild="7"))
    assert "This is an account of Livia Drusilla" in text(said)
    assert "'/members/3?guild=7'" in str(said)


def test_what_has_to_be_typed_says_who_is_meant_and_not_their_name() -> None:
    shown = erasing(some_accounts(3, name=HOSTILE[0]).member, 7)
    [typed] = [node[1] for node in elements(shown, "input") if "data-must" in node[1]]
    assert typed["data-must"] == must_be_typed(3) == "erase #3"
    assert not elements(shown, "script")
    [button] = [node[1] for node in elements(shown, "button") if node[1]["type"] == "submit"]
    assert button["disabled"] is True


def test_coverage_tells_of_each_world_how_many_are_known_and_what_is_nobodys() -> None:
    told = text(identities(a_coverage()))
    assert "Of 200 people, 85% have at least one account linked." in told
    assert "Supabase 164 82% 12 accounts are nobody\u2019s so far." in told
    assert "Steam 31 16%" in told


def test_without_people_or_accounts_coverage_is_no_number() -> None:
    assert "No account of another world is known" in text(
        identities(IdCoverage(people=5, anywhere=0, sources=()))
    )
    nobody = identities(attrs.evolve(a_coverage(), people=0, anywhere=0))
    assert "There is nobody of Discord here yet." in text(nobody)
    assert "nan" not in str(nobody).lower()
