"""The overview of any guild can be shown, and says what to know before believing it."""

import attrs
import pytest

from adapters.dash_ui.pages.overview.page import OVERVIEW, overview
from adapters.dash_ui.place import Place
from tests.builders.overview import a_top, an_overview
from tests.builders.overview_kinds import (
    EVERY_KIND,
    LEGIBLE,
    a_hostile_overview,
    a_quiet_overview,
    an_empty_overview,
    an_imported_overview,
    an_overview_with_gaps,
)
from tests.unit.dash_ui.reading import elements, found, inside, plain, text


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_of_overview_can_be_shown(kind: str) -> None:
    assert plain(overview(EVERY_KIND[kind](), Place()))


def test_numbers_and_people_stand_before_the_chart() -> None:
    names = [str(getattr(part, "id", "")) for part in inside(overview(an_overview(), Place()))]
    assert names.index("overview-tiles") < names.index("overview-top") < names.index("activity-chart")


def test_a_page_of_the_past_says_that_nobody_is_listening() -> None:
    shown = text(overview(an_imported_overview(), Place()))
    assert "Nobody is listening to this community right now" in shown
    assert "Sat 14 Mar 2026" in shown


def test_a_history_without_reactors_scores_by_messages_alone() -> None:
    messages_only = a_top(((9, 0), (3, 0)))
    unheard = attrs.evolve(messages_only, reactors_known=False)
    assert "Who reacted is not known" in text(overview(an_overview(top=unheard), Place()))
    assert "Who reacted is not known" not in text(overview(an_overview(top=messages_only), Place()))


def test_where_nobody_told_who_reacted_no_count_of_reactions_is_shown() -> None:
    shown = plain(overview(an_imported_overview(), Place()))
    assert "0 reactions" not in str(shown)
    assert "Messages by weekday and hour" in str(shown)
    assert "Messages and reactions" not in str(shown)


def test_the_navigation_knows_what_stands_on_the_page() -> None:
    shown = overview(an_overview(), Place())
    there = {node[1].get("id") for tag in ("section", "div") for node in elements(shown, tag)}
    there |= {getattr(part, "id", None) for part in inside(shown)}
    assert {key for key, _ in OVERVIEW.parts} <= there


def test_a_living_guild_says_no_such_thing() -> None:
    assert text(found(overview(an_overview(), Place()), "notices")) == ""


def test_gaps_are_told_with_their_days() -> None:
    shown = text(overview(an_overview_with_gaps(), Place()))
    assert "83% of this time was heard" in shown
    assert "24 Feb 2026" in shown


def test_numbers_of_a_time_that_nobody_heard_are_not_called_heard_nor_missing() -> None:
    sent = text(overview(attrs.evolve(an_overview(), covered=0.0), Place()))
    assert "what is shown was sent to us later, and may not be all" in sent
    assert "0% of this time" not in sent


def test_a_window_of_silence_shows_the_way_to_what_there_is() -> None:
    shown = overview(a_quiet_overview(), Place(guild="7", window="7d"))
    assert "Nothing happened in this time" in text(shown)
    assert "from 3 Jan 2025 to 1 Dec 2025" in text(shown)
    ways = [part.href for part in inside(found(shown, "notices")) if hasattr(part, "href")]
    assert ways == ["/?guild=7&window=all"]


def test_a_window_that_nobody_heard_is_not_called_quiet() -> None:
    unheard = attrs.evolve(a_quiet_overview(), covered=0.0)
    assert "Nobody was listening in this time" in text(overview(unheard, Place()))


def test_a_guild_without_anything_shows_how_to_begin_and_no_zeros() -> None:
    shown = overview(an_empty_overview(), Place())
    assert "Nothing on record yet" in text(shown)
    assert ".venv/bin/community-os import discord-export" in text(shown)
    assert not elements(shown, "article")


def test_hostile_names_reach_the_page_legibly_and_nowhere_but_in_texts() -> None:
    shown = overview(a_hostile_overview(), Place())
    texts = [node[2] for node in elements(shown, "bdi")]
    assert set(LEGIBLE) <= set(texts)
    assert "\u202e" not in str(plain(shown))
    assert "Markdown" not in {type(part).__name__ for part in inside(shown)}
    assert {link[1]["href"].rstrip("0123456789") for link in elements(shown, "a")} == {
        "/members/",
        "/data",
        "/health",
    }
    assert not [part for part in inside(shown) if hasattr(part, "href")]
