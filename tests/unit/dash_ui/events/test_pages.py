"""The pages of events say what is next, who came against who said so, and what is not known."""

from typing import Any

import attrs
import pytest

from adapters.dash_ui.pages import page_at
from adapters.dash_ui.pages.event.page import EVENT, event
from adapters.dash_ui.pages.events.csv_file import event_csv, events_csv
from adapters.dash_ui.pages.events.listing import stands
from adapters.dash_ui.pages.events.page import EVENTS, events
from adapters.dash_ui.pages.events.words import hours, until_then
from adapters.dash_ui.place import Place
from domain.insights.events.evening.parts import Evening
from tests.builders.activities import DAY, HOUR, MINUTE, TIME_ZERO
from tests.builders.overview import GUILD
from tests.builders.overview_kinds import HOSTILE
from tests.builders.readings.events import a_reading, an_evening, no_events
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import elements, text

HERE = Place(path="/events", guild="7", window="30d")
LIST = Place(path="/events", guild="7", show="list")
ONE = Place(path=f"/events/{GUILD + 1009}", guild="7")


def drawn(read: Evening) -> str:
    return text(event(read, ONE))


def hrefs(shown: Any) -> list[str]:
    return [node[1].get("href") for node in elements(shown, "a")]


async def test_both_pages_show_what_the_desk_found() -> None:
    many = await EVENTS.show(a_desk(), 7, HERE)
    one = await EVENT.show(a_desk(), 7, ONE)
    assert "Inhouse League" in text(many.content)
    assert one.title == "Inhouse League"


def test_an_event_has_an_address_as_long_as_an_id_of_discord() -> None:
    assert page_at("/events") is EVENTS
    assert page_at(f"/events/{2**63 - 1}") is EVENT
    assert page_at("/events/99999999999999999999") is None


def test_what_runs_is_told_first_and_what_lacks_a_host_says_so() -> None:
    said = text(events(a_reading(), HERE))
    assert said.index("Running now") < said.index("Coming up") < said.index("March 2026")
    assert "no host" in said
    assert "6 of 6 going, 2 wait, 2 interested" in said


def test_every_day_of_the_month_is_a_cell_and_only_one_is_entered_by_the_tab_key() -> None:
    cells = [node[1] for node in elements(events(a_reading(), HERE), "td") if "data-day" in node[1]]
    assert len(cells) == 42
    assert [cell["data-day"] for cell in cells if cell["tabIndex"] == 0] == ["2026-03-14"]
    assert [cell["aria-label"] for cell in cells if "aria-current" in cell] == [
        "Sat 14 Mar 2026, today, 1 event"
    ]


def test_events_lead_to_their_own_pages() -> None:
    assert f"/events/{GUILD + 1009}?guild=7&window=30d" in hrefs(events(a_reading(), HERE))


def test_the_list_tells_how_each_went_and_which_were_called_off() -> None:
    said = text(events(a_reading(), LIST))
    assert "Quiz night" in said and "called off" in said
    assert "Kept their word" in said


def test_of_one_that_is_over_nobody_waits_for_more_to_come() -> None:
    over = an_evening().line
    assert over.phase == "over"
    assert stands(over) == "Over, nobody came"
    assert stands(attrs.evolve(over, turnout=None)) == "Over, not heard"


def test_without_any_event_it_says_what_to_do_first() -> None:
    shown = events(no_events(), HERE)
    said = text(shown)
    assert "No event yet" in said and "Plan the first event" in said
    assert "Nothing on record yet" in text(events(no_events(last_activity=None), HERE))


def test_what_was_not_heard_is_not_told_as_nobody() -> None:
    read = an_evening()
    deaf = attrs.evolve(read, covered=0.0, line=attrs.evolve(read.line, turnout=None), guests=())
    assert "who came is not known" in drawn(deaf)
    assert "Stayed away" not in drawn(deaf)
    assert "80% of its time was heard" in drawn(attrs.evolve(read, covered=0.8))


def test_of_an_event_in_no_channel_nobody_is_said_to_be_counted() -> None:
    read = attrs.evolve(an_evening(), channels=(), guests=(), replies=())
    over = drawn(attrs.evolve(read, line=attrs.evolve(read.line, turnout=None, hosts=())))
    assert "nobody: it is in no voice channel" in over and "5 minutes in its channel" not in over
    assert "who came is not known" in over and "of its time was heard" not in over
    assert "It had no host" in over and "somebody should take it" not in over
    assert "Nobody answered." in over and "The buttons are" not in over


def test_who_came_stands_against_who_said_so() -> None:
    said = drawn(an_evening())
    for words in ("Came and said so", "Walked in", "Stayed away", "Left early", "Minute by minute"):
        assert words in said
    assert "1 person looked in for less than 5 minutes, and does not count." in said


@pytest.mark.parametrize(
    ("number", "buttons"),
    [
        (9, ["Change"]),
        (31, ["End it now", "Change"]),
        (40, ["Start it now", "Change", "Call off"]),
        (30, []),
    ],
)
def test_only_what_makes_sense_now_can_be_done(number: int, buttons: list[str]) -> None:
    found = elements(event(an_evening(number=number), ONE), "button")
    offered = [
        node[2] for node in found if "data-opens" in node[1] or "small" in node[1].get("className", "")
    ]
    assert offered == buttons


def test_what_discord_refuses_is_said_in_words_on_both_pages() -> None:
    read = an_evening(number=40)
    words = "Discord refused: the bot lacks Create Events"
    lost = attrs.evolve(read.line, problem=words)
    assert words in drawn(attrs.evolve(read, line=lost))
    many = a_reading()
    assert words in text(events(attrs.evolve(many, coming=(lost, *many.coming[1:])), HERE))


def test_names_and_titles_are_only_ever_text() -> None:
    shown = [events(a_reading(names=HOSTILE, titles=HOSTILE), HERE), event(an_evening(names=HOSTILE), ONE)]
    assert all("\u202e" not in text(each) for each in shown)
    assert not [link for each in shown for link in hrefs(each) if link and link.startswith("javascript")]


def test_a_file_holds_everybody_and_no_formula() -> None:
    rows = event_csv(an_evening(names=HOSTILE)).decode("utf-8-sig").splitlines()
    assert len(rows) >= 10
    assert not any(row.startswith(("=", "+", "@")) for row in rows)
    many = events_csv(a_reading()).decode("utf-8-sig").splitlines()
    assert many[0].startswith("Event,Event id,Type,Stands,Starts")
    assert sum("Running now" in row for row in many) == 1


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (10 * MINUTE / 60, "in a moment"),
        (130 * MINUTE, "in 2 hours 10 minutes"),
        (DAY + HOUR, "in 1 day 1 hour"),
        (3 * DAY, "in 3 days"),
    ],
)
def test_how_long_it_is_until_then(left: Any, words: str) -> None:
    assert until_then(TIME_ZERO, TIME_ZERO + left) == words


def test_the_lines_of_a_description_stay_lines() -> None:
    [about] = [
        node
        for node in elements(event(an_evening(number=40), ONE), "p")
        if node[1].get("className") == "about"
    ]
    assert about[2] == "Bring a friend.\nTeams are drawn at the start."


def test_an_event_without_a_planned_end_does_not_end_when_it_begins() -> None:
    assert hours(TIME_ZERO, TIME_ZERO, "UTC") == f"from {TIME_ZERO:%H:%M}"
    assert "\u2013" in hours(TIME_ZERO, TIME_ZERO + HOUR, "UTC")
