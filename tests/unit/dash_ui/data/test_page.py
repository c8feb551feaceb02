"""The Data page says in one sentence what can be believed, and below it why."""

from typing import Any

import attrs
import pytest

from adapters.dash_ui.components.living import as_tree, ids, refresh
from adapters.dash_ui.pages.data.intake import KIND_NAMES
from adapters.dash_ui.pages.data.lags import lag_words
from adapters.dash_ui.pages.data.page import DATA
from adapters.dash_ui.pages.data.page import data as drawn
from adapters.dash_ui.pages.data.sources import source_title
from adapters.dash_ui.pages.data.verdict import verdict_words
from adapters.dash_ui.place import Place
from domain.community.coverage import HISTORY, CoverageSpan, Family
from domain.community.log.activity import KINDS
from domain.community.log.admission import REASONS
from domain.insights.data_quality.intake import KindIntake
from domain.insights.data_quality.quality import DataQuality
from tests.builders.readings.bot import a_sight
from tests.builders.readings.data_quality import (
    ALIVE,
    EVERY_QUALITY,
    a_hostile_quality,
    a_quality,
    an_empty_quality,
    an_imported_quality,
    an_outage,
    an_unheard_quality,
    live,
    span,
)
from tests.builders.readings.identity import a_coverage
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import inside, plain, text


@pytest.mark.parametrize("kind", EVERY_QUALITY)
def test_every_kind_of_guild_can_be_shown(kind: str) -> None:
    assert plain(data(EVERY_QUALITY[kind]()))


@pytest.mark.parametrize("kind", sorted(set(EVERY_QUALITY) - {"empty"}))
def test_everything_on_the_page_is_refreshed_in_place(kind: str) -> None:
    shown = data(EVERY_QUALITY[kind]())
    cards = ("families", "gaps", "letters", "intake", "lags", "identities", "background")
    parts = ("notices", "verdict", "bot", "catching-up", *cards)
    assert set(refresh(shown)) == {f"data-{part}" for part in parts}


async def test_the_navigation_knows_what_stands_on_the_page() -> None:
    shown = await DATA.show(a_desk(), 7, Place(path="/data"))
    assert {key for key, _ in DATA.parts} <= set(ids(shown.content))


def test_an_empty_guild_shows_how_to_begin() -> None:
    assert "Nothing on record yet" in text(data(an_empty_quality()))


def test_an_empty_guild_says_too_whether_anybody_works_in_the_background() -> None:
    assert "In the background" in text(data(an_empty_quality()))


def data(read: DataQuality) -> Any:
    """The page of a reading, whose bot listens."""
    return drawn(read, a_sight(), a_coverage())


def heard(families: list[Family], *times: tuple[float, float]) -> list[CoverageSpan]:
    """The bot heard these from so many days before now to so many."""
    return live(*times, families=families)


SOME = [family for family in ALIVE if family != "voice"]


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (a_quality(), "Everything that is listened to was heard in these 30 days"),
        (a_quality(1), "Everything that is listened to was heard on this day"),
        (
            a_quality(spans=[*heard(SOME, (400, 0)), *heard(["voice"], (400, 9), (8.5, 3), (2, 0))]),
            "Voice was not heard for 1 day 12 hours in two gaps",
        ),
        (
            a_quality(spans=live((400, 3), (2.5, 0))),
            "Nothing was heard for 12 hours in one gap",
        ),
        (
            an_outage(),
            "Voice was not heard for 4 days 10 hours in two gaps; everything else for 1 day in two gaps",
        ),
        (
            a_quality(spans=[*heard(["messages"], (400, 3), (2, 0)), *heard(["voice"], (400, 0))]),
            "Messages were not heard for 1 day in one gap",
        ),
        (
            an_imported_quality(),
            "Messages and reactions received were not heard in every channel all the time: 98% of it was",
        ),
        (an_unheard_quality(), "Nobody was listening in these 30 days: what is on record may not be all"),
    ],
)
def test_the_verdict_is_one_sentence(read: DataQuality, sentence: str) -> None:
    assert verdict_words(read) == sentence


def test_more_than_two_shortfalls_are_counted() -> None:
    spans = [one for n, family in enumerate(ALIVE) for one in live((400, 9 - n), (3, 0), families=[family])]
    assert verdict_words(a_quality(spans=spans)).endswith("; and 3 things more")


def test_who_listens_now_and_what_nobody_tells_is_said() -> None:
    assert "The bot is listening now. Nobody here tells of events and commands." in text(data(a_quality()))
    assert "The history files end on Sat 14 Mar 2026, 18:42." in text(data(an_imported_quality()))
    assert "The last word of the bot:" in text(data(an_unheard_quality()))


def test_every_gap_says_why() -> None:
    shown = text(data(an_outage()))
    assert "8 Mar 2026 16:18\u201321:06 4 hours 48 minutes Everything: the bot was not connected" in shown
    assert "Voice: the bot was not connected" in shown


def test_many_gaps_are_cut_to_the_longest() -> None:
    times = [(400.0, 20.0), *((20 - n * 0.9, 19.5 - n * 0.9) for n in range(1, 21)), (0.5, 0.0)]
    shown = data(a_quality(spans=live(*times)))
    assert str(plain(shown)).count("'gap-when'") == 12
    assert "shorter gap" in text(shown)


def test_letters_say_what_to_do_and_refusals_that_nothing_waits() -> None:
    shown = text(data(an_outage()))
    assert "212 waiting" in shown
    assert "41 refused" in shown
    assert "Of no community" in shown
    assert "community-os dead-letters replay" in shown
    only_refused = text(data(a_quality(letters={"sealed": 3})))
    assert "dead-letters" not in only_refused
    assert "Every record that arrived could be kept." in text(data(a_quality()))


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_a_letter_is_told_in_words(reason: str) -> None:
    shown = text(data(a_quality(letters={reason: 2})))
    assert REASONS[reason][1:] in shown


def test_duplicates_and_differing_copies_are_told_by_source() -> None:
    shown = text(data(an_outage()))
    assert "The bot 20,165 19.5k new, 611 known already and 37 differing copies." in shown
    assert "Another program 20,165" in shown


def test_one_of_a_kind_is_told_in_the_singular() -> None:
    lone = a_quality()
    [source] = lone.sources
    kinds = (KindIntake(kind="event_completed", accepted=1), KindIntake(kind="member_left", accepted=2))
    once = attrs.evolve(lone, sources=(attrs.evolve(source, differing=1, kinds=kinds),))
    told = text(data(once))
    assert "Of these new: 1 event ended and 2 leaves." in told and "1 differing copy." in told


def test_what_is_not_there_has_no_place_in_the_legend() -> None:
    lone = a_quality()
    [source] = lone.sources
    once = attrs.evolve(lone, sources=(attrs.evolve(source, duplicate=0, differing=0),))
    assert "Known already" not in text(data(once))
    assert "Known already" in text(data(lone))


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.02, "under 0.1 seconds"),
        (0.44, "0.4 seconds"),
        (1.0, "1 second"),
        (9.4, "9.4 seconds"),
        (75, "1 minute 15 seconds"),
        (40 * 86_400, "40 days"),
    ],
)
def test_a_lag_is_told_in_the_units_of_people(seconds: float, told: str) -> None:
    assert lag_words(seconds) == told


def test_history_files_have_no_lag_and_the_page_says_so() -> None:
    assert "A history that is brought in is always late" in text(data(an_imported_quality()))


def test_channels_stand_worst_first_where_they_differ() -> None:
    shown = text(data(an_imported_quality()))
    assert "1 of 6 channels not heard throughout # general 87%" in shown
    assert "by channel" not in text(data(a_quality()))


def test_thousands_of_channels_are_cut() -> None:
    spans = [span("messages", 400, n % 7, source=HISTORY, channel=n) for n in range(1, 900)]
    assert "And 887 channels heard as much as these or more." in text(data(a_quality(spans=spans)))


def test_hostile_names_are_only_ever_texts() -> None:
    shown = data(a_hostile_quality())
    assert "\u202e" not in str(plain(shown))
    assert not [part for part in inside(shown) if hasattr(part, "dangerously_allow_html")]
    assert as_tree(shown[1])


def test_a_source_that_nobody_named_is_called_what_it_calls_itself() -> None:
    assert source_title("steam") == "Steam"


def test_every_kind_of_activity_has_a_name() -> None:
    assert set(KIND_NAMES) == set(KINDS)
