"""The page says who it is, how they do, and what is not known."""

from datetime import timedelta
from typing import Any

import attrs
import pytest
from dash import no_update
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from adapters.dash_ui.answers import Seen, answer
from adapters.dash_ui.app import mount
from adapters.dash_ui.arrival import Arrival, arrive
from adapters.dash_ui.components.behind import behind
from adapters.dash_ui.components.living import ids, outline, refresh
from adapters.dash_ui.pages import page_at
from adapters.dash_ui.pages.member import page
from adapters.dash_ui.pages.member.page import MEMBER, MOST_PAGES, pages_of_sessions
from adapters.dash_ui.pages.page import Shown
from adapters.dash_ui.place import Place
from domain.community.members import Member
from domain.community.settings import GuildSettings
from domain.community.spans import Span
from domain.insights.profile import Profile, read_profile
from domain.kernel.errors import Unavailable
from tests.builders.overview import LAST_DAY
from tests.builders.overview_kinds import HOSTILE, LEGIBLE
from tests.builders.readings.identity import some_accounts
from tests.builders.readings.profile import ME, ZONE, a_profile, at, listened, member_facts
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import elements, found, inside, text

HERE = Place(path=f"/members/{ME}", guild="7")


def member(read: Profile, place: Place) -> Any:
    """The page of a profile, with the accounts of whom it is of."""
    return page.member(read, place, some_accounts(read.member.member_no))


def drawn(read: Profile, place: Place = HERE) -> str:
    return text(member(read, place))


def links(read: Profile, place: Place = HERE) -> list[str]:
    return [link[1]["href"] for link in elements(member(read, place), "a")]


@pytest.mark.parametrize(
    ("path", "number", "shelf"),
    [
        ("/members/3", 3, "/members"),
        ("/members/0", 0, "/members"),
        ("/members", None, "/members"),
        ("/members/03", None, "/members/03"),
        ("/members/-3", None, "/members/-3"),
        ("/members/3333333333", 3333333333, "/members"),
        ("/members/33333333333333333333", None, "/members/33333333333333333333"),
        ("/members/\u0663", None, "/members/\u0663"),
        ("/7", 7, "/"),
        ("/", None, "/"),
    ],
)
def test_an_address_may_end_with_the_number_of_somebody(path: str, number: int | None, shelf: str) -> None:
    place = Place.of(path, "")
    assert (place.number, place.shelf) == (number, shelf)


def test_only_members_have_pages_of_their_own() -> None:
    assert page_at("/members/3") is MEMBER
    assert page_at("/members") is not MEMBER
    assert page_at("/members/3333333333") is None, "no guild has so many members"
    assert page_at("/7") is page_at("/nope/3") is page_at("/members/x") is page_at("/members/3/4") is None


async def test_the_page_is_titled_by_the_name_and_leads_back_to_everybody() -> None:
    arrival = await arrive(a_desk(), HERE)
    assert arrival.title == a_profile().person.name
    assert "Day by day" in text(arrival.content)


async def test_a_number_that_nobody_has_says_so_in_words_and_status() -> None:
    arrival = await arrive(a_desk(), HERE.at(path="/members/9"))
    assert "Nobody in this community has the number 9" in text(arrival.content)
    assert arrival.heading is None and arrival.guild == 7


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/members/3", 200),
        ("/members/3?guild=8", 200),
        ("/members/9", 404),
        ("/members/x", 404),
        ("/members/3?guild=1", 404),
        ("/members", 200),
    ],
)
async def test_the_status_says_whether_there_is_such_a_member(address: str, status: int) -> None:
    app = FastAPI()
    mount(app, a_desk())
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://here") as browser:
        assert (await browser.get(address)).status_code == status


async def test_while_the_database_is_away_no_member_is_said_to_be_missing() -> None:
    app = FastAPI()
    mount(app, a_desk(Unavailable("away")))
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://here") as browser:
        assert (await browser.get("/members/3")).status_code == 200


def test_every_number_opens_to_its_days() -> None:
    read = a_profile()
    assert read.doings is not None
    opening = elements(member(read, HERE), "details")
    expected = 1 + len(read.doings.amounts) + len(read.doings.places) + len(read.doings.talk.bonds)
    tables = [table for table in elements(member(read, HERE), "table") if table[1]["className"] == "figures"]
    assert len(opening) == len(tables) == expected


def test_many_days_are_told_by_month_and_few_by_day() -> None:
    days = [(LAST_DAY - timedelta(days=back), (1, 2)) for back in range(93)][::-1]
    by_month = text(behind(days, ["Messages", "Reactions"]))
    assert "March 2026, 14 days 14 28 " in by_month and "Sat 14 Mar 2026" not in by_month
    by_day = text(behind(days[1:], ["Messages", "Reactions"]))
    assert "Sat 14 Mar 2026 1 2 Fri 13 Mar 2026" in by_day
    assert by_month.endswith("Sum of 93 days 93 186") and by_day.endswith("Sum of 92 days 92 184")


def test_everything_that_only_shows_is_refreshed_in_place() -> None:
    read = a_profile()
    assert read.doings is not None
    place = read.doings.standing
    later = attrs.evolve(read, doings=attrs.evolve(read.doings, standing=attrs.evolve(place, score=999.5)))
    assert outline(member(read, HERE)) == outline(member(later, HERE))
    assert "999.5" in str(refresh(member(later, HERE))["member-amounts"]["tree"])


def test_people_lead_to_their_pages_with_community_and_time() -> None:
    place = HERE.at(window="7d")
    people = [href for href in links(a_profile(), place) if href.startswith("/members/")]
    assert people
    assert all(href.endswith("?guild=7&window=7d") for href in people)


def test_discord_is_one_click_away_where_the_id_is_known() -> None:
    read = a_profile()
    assert "https://discord.com/users/810000000000000003" in links(read)
    unknown = attrs.evolve(read, member=attrs.evolve(read.member, discord_id=None))
    assert not [href for href in links(unknown) if "discord" in href]


def test_names_are_only_ever_text() -> None:
    said = drawn(a_profile(names=HOSTILE))
    assert all(" ".join(LEGIBLE[who].split()) in said for who in (0, 1, 2, 4))
    assert "\u202e" not in said
    assert not elements(member(a_profile(names=HOSTILE), HERE), "script")


def test_what_is_not_known_is_never_a_zero() -> None:
    read = read_profile(member_facts([(0, ME, 6)], spans=listened("messages")))
    tiles = {
        tile[1]["data-amount"]: tile
        for tag in ("div", "details")
        for tile in elements(member(read, HERE), tag)
        if "data-amount" in tile[1]
    }
    assert {key for key, tile in tiles.items() if "Not known" in str(tile)} == {
        "reactions",
        "voice",
        "received",
    }
    assert "not known" in str(tiles["score"])


def test_somebody_who_was_quiet_in_this_time_says_when_they_were_last_seen() -> None:
    read = read_profile(member_facts([(-50, ME, 6)]))
    said = drawn(read)
    assert "Silent" in said and "50 days ago" in said
    assert "/members/3?guild=7&window=all" in links(read)


def test_a_bot_is_called_a_bot_and_has_no_course() -> None:
    bot = Member(member_no=ME, name="Robot", bot=True, erased=False)
    read = read_profile(member_facts([(-1, ME, 0, 0, 5)], member=bot))
    said = drawn(read)
    assert "This is a bot" in said and "Silent" not in said
    assert "They wrote nothing" not in said
    assert not {"rhythm", "places", "voice"} & set(ids(member(read, HERE)))


def test_the_navigation_names_only_what_stands_on_the_page() -> None:
    bot = Member(member_no=ME, name="Robot", bot=True, erased=False)
    for read in (a_profile(), read_profile(member_facts([(-1, ME, 0, 0, 5)], member=bot))):
        there = set(ids(member(read, HERE)))
        arrival = Arrival(
            place=HERE,
            title="Ada",
            content=member(read, HERE),
            mark="m",
            heading=Shown.of(read, None).heading,
        )
        nav = answer(arrival, None, Seen(), looked_again=False).places["nav"]
        named = {part.href[1:] for part in found(nav, "nav-part")}
        assert named == {key for key, _ in MEMBER.parts if key in there}
        assert ("rhythm" in named) is not read.member.bot


def test_somebody_who_left_says_so() -> None:
    read = read_profile(member_facts([(-9, ME, 1)], memberships=[Span(at(20), at(5), False, True, None)]))
    said = drawn(read)
    assert "Left" in said and "(a guess)" in said and "after 15 days" in said


def test_of_the_erased_there_is_no_name_no_id_and_no_number() -> None:
    erased = Member(member_no=ME, name=None, bot=False, erased=True)
    read = read_profile(member_facts([(0, ME, 6)], member=erased))
    assert "This person was erased" in drawn(read)
    assert not links(read) and not elements(member(read, HERE), "table")


def test_voice_that_a_community_hides_is_not_shown() -> None:
    hidden = GuildSettings(time_zone=ZONE, voice_shown=False)
    assert "voice" not in drawn(a_profile(settings=hidden)).lower()


@pytest.mark.parametrize(
    ("page", "shown"),
    [(None, 1), ("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("9999", MOST_PAGES), ("\u0663", 1)],
)
def test_more_sessions_are_asked_for_in_the_address(page: str | None, shown: int) -> None:
    assert pages_of_sessions(HERE.at(page=page)) == shown


def test_further_sessions_are_one_click_away() -> None:
    spans = [
        Span(at(day, hour), at(day, hour + 1), False, hour == 3, None) for day in range(25) for hour in (1, 3)
    ]
    read = read_profile(member_facts([(0, ME, 1)], voice=spans))
    assert len(elements(member(read, HERE), "li")) > 20
    assert "Show 20 more" in drawn(read) and "end not heard" in drawn(read)
    assert "/members/3?guild=7&page=2" in links(read)
    all_of_them = read_profile(member_facts([(0, ME, 1)], voice=spans, most_sessions=60))
    assert "more" not in {getattr(part, "id", None) for part in inside(member(all_of_them, HERE))}
    assert "Show" not in text(found(member(all_of_them, HERE), "more"))


def test_further_sessions_come_in_place_and_another_time_as_a_new_page() -> None:
    spans = [Span(at(day, 3), at(day, 4), False, False, None) for day in range(25)]

    def arriving(place: Place, most: int) -> Arrival:
        read = read_profile(member_facts([(0, ME, 1)], voice=spans, most_sessions=most))
        heading = Shown.of(read, None).heading
        return Arrival(place=place, title="Ada", content=member(read, place), mark=str(most), heading=heading)

    first = answer(arriving(HERE, 20), None, Seen(), looked_again=False)
    seen = Seen.of(first.places["seen"])
    more = answer(arriving(HERE.at(page="2"), 40), None, seen, looked_again=False)
    assert more.in_place and more.places["page"] is no_update
    assert more.places["seen"]["href"].endswith("page=2")
    other = answer(arriving(HERE.at(window="7d"), 20), None, seen, looked_again=False)
    assert not other.in_place and other.places["page"] is not no_update


def test_moments_are_numbered_as_on_the_chart_and_those_of_one_day_share_a_number() -> None:
    came = [Span(at(9), None, False, False, None)]
    read = read_profile(member_facts([(-9, ME, 1), (-3, ME, 4)], memberships=came))
    assert read.doings is not None
    shown = member(read, HERE)
    assert [one.kind for one in read.doings.moments] == ["joined", "first_message", "silence", "best_day"]
    assert [pin[2] for pin in elements(shown, "span") if pin[1].get("className") == "pin"] == list("1123")
    [chart] = [part for part in inside(shown) if getattr(part, "id", "") == "member-chart"]
    assert [trace["text"] for trace in chart.figure["data"] if trace.get("text")] == [["1", "2", "3"]]


def test_neighbours_on_the_chart_do_not_hide_each_other() -> None:
    days = [(-9, ME, 1), (-8, ME, 4), (-7, ME, 1), (-6, ME, 1)]
    read = read_profile(member_facts(days, memberships=[Span(at(9), at(7), False, False, None)]))
    [chart] = [part for part in inside(member(read, HERE)) if getattr(part, "id", "") == "member-chart"]
    [pins] = [trace for trace in chart.figure["data"] if trace.get("text")]
    assert len(set(pins["y"][:2])) == 2


def test_a_tier_is_shown_where_it_is_more_than_that_of_everybody() -> None:
    read = a_profile()
    assert "GJ Host Joined" in drawn(attrs.evolve(read, tier="host"))
    assert "GJ Member Joined" in drawn(attrs.evolve(read, tier="member"))
    assert "GJ Member Joined" in drawn(attrs.evolve(read, tier=None))


def test_a_page_that_opens_at_an_old_day_does_not_say_how_long_ago() -> None:
    read = attrs.evolve(read_profile(member_facts([(-5, ME, 1)])), opened_at_last_day=True)
    assert "ago" not in drawn(read)
    assert read.last_seen == LAST_DAY - timedelta(days=5)
