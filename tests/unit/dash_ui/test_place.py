"""The address of a page says what it shows."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.dash_ui.place import Place, custom_window, picked_day, picked_days
from domain.kernel.errors import Invalid

ANYTHING = st.text(st.characters(), max_size=300)
"""Also halves of characters, which JSON can hold."""

TEXTS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)


def test_a_silent_address_is_the_overview_of_thirty_days() -> None:
    place = Place.of("/", "")
    assert (place.path, place.guild_id, place.window_text, place.as_of) == ("/", None, "30d", None)


def test_an_address_is_read() -> None:
    place = Place.of("/", "?guild=900100200300400500&window=7d&as-of=2026-03-14")
    assert (place.guild_id, place.window_text, place.as_of) == (900_100_200_300_400_500, "7d", "2026-03-14")


@given(st.none() | TEXTS.map(lambda t: t[:64]), st.none() | TEXTS.map(lambda t: t[:64]), st.none() | TEXTS)
def test_every_place_has_an_address_that_leads_back_to_it(
    guild: str | None, window: str | None, as_of: str | None
) -> None:
    place = Place(guild=guild, window=window, as_of=as_of)
    path, _, search = place.href.partition("?")
    assert Place.of(path, search) == place


@pytest.mark.parametrize(
    "path", ["//evil.example", "///evil.example/", "/\\evil.example", "\\/\\evil.example"]
)
def test_no_address_leads_to_another_host(path: str) -> None:
    assert Place.of(path, "").at(guild="1").href == "/evil.example?guild=1"


@given(ANYTHING, ANYTHING)
@example("/\ud800", "?search=\udfff")
def test_no_address_is_too_strange_to_be_read(path: str, search: str) -> None:
    place = Place.of(path, search)
    place.href.encode()
    try:
        assert place.guild_id is None or place.guild_id > 0
    except Invalid:
        assert place.guild is not None


@pytest.mark.parametrize("guild", ["abc", "-1", "1e5", "99999999999999999999", "٣", "1 OR 1=1"])
def test_a_guild_that_is_no_id_is_refused(guild: str) -> None:
    with pytest.raises(Invalid):
        _ = Place(guild=guild).guild_id


def test_what_is_said_twice_or_is_unknown_changes_nothing() -> None:
    assert Place.of("/", "?window=7d&window=90d&colour=red&_=1") == Place(window="7d")
    assert Place.of("/", "?" + "&".join(f"a{at}=1" for at in range(100))) == Place()


def test_a_list_begins_anew_when_something_else_is_asked_and_is_left_behind_on_another_page() -> None:
    place = Place.of("/members", "?guild=7&window=7d&search=ada&show=left&sort=-joined&page=3")
    assert Place.of("/members", place.href.partition("?")[2]) == place
    assert place.at(window="30d").href == "/members?guild=7&window=30d&search=ada&show=left&sort=-joined"
    assert place.at(page="4").page == "4"
    assert place.at(path="/").href == "/?guild=7&window=7d"


def test_a_slash_at_the_end_makes_no_difference() -> None:
    assert Place.of("/overview/", "").path == "/overview"
    assert Place.of("//", None).path == "/"


def test_two_picked_days_are_a_window() -> None:
    assert custom_window(["2026-03-01", "2026-03-14"]) == "2026-03-01..2026-03-14"
    assert custom_window(["2026-03-01", None]) is None
    assert custom_window(None) is None


def test_a_window_of_two_days_is_shown_in_the_calendar() -> None:
    assert picked_days("2026-03-01..2026-03-14") == ["2026-03-01", "2026-03-14"]
    assert picked_days("30d") is None
    assert picked_days("soon..later") is None
    assert picked_days("..") is None


def test_an_as_of_with_a_time_is_shown_by_its_day() -> None:
    assert str(picked_day("2026-03-14T18:00")) == "2026-03-14"
    assert picked_day("banana") is None
    assert picked_day(None) is None
