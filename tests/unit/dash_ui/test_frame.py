"""The frame around the pages: navigation, community, time, freshness, and who is looking."""

from datetime import UTC, datetime

import attrs
import pytest

from adapters.dash_ui.pages import PAGES
from adapters.dash_ui.pages.page import Heading
from adapters.dash_ui.place import Place
from adapters.dash_ui.shell.bar import freshness, guild_switcher, visitor
from adapters.dash_ui.shell.frame import frame
from adapters.dash_ui.shell.head import page_head, window_picker
from adapters.dash_ui.shell.navigation import navigation
from adapters.dash_ui.shell.who import who_form
from tests.builders.overview import a_window, people_called
from tests.builders.overview_kinds import HOSTILE, LEGIBLE
from tests.unit.dash_ui.reading import found, inside, plain, text

HEADING = Heading(
    guild_name="Ludus Magnus",
    window=a_window(),
    time_zone="Europe/Rome",
    last_activity=datetime(2026, 3, 14, 17, 42, tzinfo=UTC),
)


def _chosen(shown: object) -> list[str]:
    return [text(part) for part in inside(shown) if getattr(part, "aria-current", None)]


def test_navigation_goes_over_the_pages_and_keeps_community_and_time() -> None:
    shown = navigation(PAGES, Place(guild="7", window="90d"))
    assert _chosen(shown) == ["Overview"]
    assert [part.href for part in inside(shown) if hasattr(part, "href")] == [
        f"{page.path}?guild=7&window=90d" for page in PAGES
    ]


def test_the_page_that_is_shown_lists_its_parts_when_it_has_any() -> None:
    full = navigation(PAGES, Place(), parts=PAGES[0].parts)
    assert [part.href for part in found(full, "nav-part")][:2] == ["#glance", "#numbers"]
    assert not found(navigation(PAGES, Place()), "nav-part")
    assert not found(navigation(PAGES, Place(path="/nope"), parts=PAGES[0].parts), "nav-part")


def test_a_dozen_pages_are_a_dozen_links() -> None:
    pages = [attrs.evolve(PAGES[0], path=f"/p{at}", title=f"Page {at}") for at in range(12)]
    shown = navigation(pages, Place(path="/p3"))
    assert len(found(shown, "nav-link")) == 12
    assert _chosen(shown) == ["Page 3"]


@pytest.mark.parametrize(
    ("window", "chosen"),
    [(None, "30 days"), ("7d", "7 days"), ("all", "All"), ("2026-03-01..2026-03-14", "Custom")],
)
def test_the_picker_marks_the_window_of_the_address(window: str | None, chosen: str) -> None:
    assert _chosen(window_picker(Place(window=window))) == [chosen]


def test_every_window_has_an_address_to_share() -> None:
    shown = window_picker(Place(guild="7", as_of="2026-03-14"))
    hrefs = [part.href for part in found(shown, "choice") if hasattr(part, "href")]
    assert hrefs[0] == "/?guild=7&window=7d&as-of=2026-03-14"
    assert len(hrefs) == 4


def test_the_head_says_days_zone_and_moment() -> None:
    shown = page_head("Overview", HEADING, Place(as_of="2026-03-14"))
    assert "13 Feb – 14 Mar 2026 · Europe/Rome time" in text(shown)
    assert "As it looked at the end of Sat 14 Mar 2026" in text(shown)
    assert "Back to now" in text(shown)


def test_an_open_window_says_that_its_last_day_is_not_over() -> None:
    heading = attrs.evolve(HEADING, window=attrs.evolve(HEADING.window, open=True))
    assert "the last day so far" in text(page_head("Overview", heading, Place()))


def test_a_day_to_come_is_not_said_to_have_been_seen() -> None:
    heading = attrs.evolve(HEADING, window=attrs.evolve(a_window(30), open=True))
    said = text(page_head("Overview", heading, Place(as_of="2027-06-01")))
    assert "Tue 1 Jun 2027 is yet to come, so this is how it looks now. Back to now" in said
    today = Place(as_of=heading.window.last.isoformat())
    assert "As it looked at the end of" in text(page_head("Overview", heading, today))


@pytest.mark.parametrize("as_of", ["banana", "2026-13-45", "<b>", "2026-03-14T18:00"])
def test_a_strange_moment_is_shown_as_it_was_written(as_of: str) -> None:
    shown = page_head("Overview", None, Place(as_of=as_of, window="x..y"))
    assert as_of in text(shown)
    assert plain(shown)


def test_a_single_community_needs_no_switch() -> None:
    assert not [
        part for part in inside(guild_switcher([(7, "Ludus")], 7, Place())) if type(part).__name__ == "Menu"
    ]


def test_several_communities_keep_the_window_when_switched() -> None:
    shown = guild_switcher([(7, "Ludus"), (8, "Dacicus")], 7, Place(guild="7", window="7d"))
    hrefs = [part.href for part in inside(shown) if type(part).__name__ == "MenuItem"]
    assert hrefs == ["/?guild=7&window=7d", "/?guild=8&window=7d"]


def test_the_last_activity_is_told_in_the_guilds_zone() -> None:
    [shown] = freshness(HEADING)
    ago = next(part for part in inside(shown) if type(part).__name__ == "Ago")
    assert ago.absolute == "Sat 14 Mar 2026, 18:42"
    assert ago.instant == "2026-03-14T17:42:00+00:00"


def test_a_time_never_stands_without_saying_what_it_is_the_time_of() -> None:
    labels = [text(label) for label in found(freshness(HEADING), "fresh-label")]
    assert labels == ["Last activity seen", "Last seen"]


def test_without_activity_it_says_so() -> None:
    assert "No activity seen yet" in text(freshness(attrs.evolve(HEADING, last_activity=None)))
    assert freshness(None) == []


def test_every_page_of_a_demo_says_demo() -> None:
    assert "Demo" in text(found(frame(demo=True), "demo-badge"))
    assert not found(frame(demo=False), "demo-badge")


def test_the_visitor_is_called_by_the_name_that_they_declared() -> None:
    assert text(visitor("Livia")) == "Livia"
    assert text(visitor(None)) == "Who are you?"


def test_a_visitors_name_that_turns_the_words_around_is_put_straight() -> None:
    shown = visitor("\u202eLivia\x07")
    assert text(shown) == "Livia"
    assert getattr(shown, "aria-label") == "You are Livia. Change"
    assert {type(part).__name__ for part in found(shown, "name")} == {"Bdi"}


def test_the_form_offers_each_name_once_and_no_empty_one() -> None:
    people = list(people_called(("Livia", "Livia", "\u202eLivia", " ", *HOSTILE)).values())
    form = who_form(people, None)
    [offered] = [part.data for part in inside(form) if getattr(part, "id", "") == "who-name"]
    assert offered == ["Livia", *LEGIBLE]


def test_the_first_thing_to_reach_leads_past_the_navigation() -> None:
    links = [part for part in inside(frame(demo=False)) if type(part).__name__ == "A"]
    assert links[0].href == "#main"
