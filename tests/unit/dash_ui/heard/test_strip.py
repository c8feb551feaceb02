"""The strip of what was heard: quiet where nothing is missing, clear where something is."""

import attrs
import pytest

from adapters.dash_ui.components.heard import gap_words, heard_strip, heard_words, reason_words
from adapters.dash_ui.components.living import as_tree
from domain.insights.data_quality import Gap, HeardDays, Reason
from tests.builders.activities import HOUR, TIME_ZERO
from tests.builders.overview import an_overview, heard_as
from tests.builders.overview_kinds import an_overview_with_gaps
from tests.unit.dash_ui.reading import found, plain, text

WHOLE = an_overview().heard
GAPPY = an_overview_with_gaps().heard
ZONE = "Europe/Rome"


def a_gap(start: float = 0, hours: float = 3, **changes: object) -> Gap:
    since = TIME_ZERO + start * HOUR
    given = {"reason": Reason.DISCONNECTED, "families": ("messages",)} | changes
    return Gap(start=since, end=since + hours * HOUR, **given)  # type: ignore[arg-type]


def test_what_was_heard_throughout_is_one_quiet_line() -> None:
    shown = heard_strip(WHOLE, ZONE)
    assert len(found(shown, "piece")) == 1
    assert text(shown) == "All of this time was heard"
    assert not found(shown, "not-all")


def test_days_that_were_not_heard_stand_where_they_are() -> None:
    pieces = found(heard_strip(GAPPY, ZONE), "piece")
    assert [(p.className, p.style["flexGrow"]) for p in pieces] == [
        ("piece whole", 11),
        ("piece none", 5),
        ("piece whole", 14),
    ]
    assert "24 Feb 2026 \u2013 28 Feb 2026: not heard" in str(plain(pieces[1]))


def test_the_strip_says_how_much_was_heard_to_whoever_cannot_see_it() -> None:
    shown = heard_strip(GAPPY, ZONE)
    [track] = found(shown, "track")
    assert getattr(track, "aria-label") == "Heard 83% of this time."
    assert "Heard 83% of this time" in text(shown)


def test_every_gap_says_when_how_long_and_why() -> None:
    assert "(5 days): the bot was not connected" in text(heard_strip(GAPPY, ZONE))


def test_of_many_gaps_the_longest_are_listed() -> None:
    gaps = tuple(a_gap(10 * n, 1 + n) for n in range(20))
    shown = text(heard_strip(attrs.evolve(GAPPY, gaps=gaps), ZONE))
    assert "and 12 shorter gaps" in shown
    assert "20 hours" in shown
    assert "(12 hours)" not in shown


def test_a_day_that_was_heard_in_part_says_how_much() -> None:
    days = [
        attrs.evolve(point, covered=0.4) if n == 2 else point for n, point in enumerate(an_overview(7).days)
    ]
    shown = str(plain(heard_strip(heard_as(days, a_gap()), ZONE)))
    assert "heard 40%" in shown
    assert "'--heard': '40%'" in shown


def test_a_chart_of_few_days_has_them_in_its_middle() -> None:
    day = heard_as(an_overview(1).days)
    kinds = [
        (p.className, p.style["flexGrow"]) for p in found(heard_strip(day, ZONE, under_chart=True), "piece")
    ]
    assert kinds == [("piece later", 2), ("piece whole", 1), ("piece later", 2)]
    assert len(found(heard_strip(day, ZONE), "piece")) == 1


def test_of_several_things_the_least_heard_one_is_named() -> None:
    both = attrs.evolve(GAPPY, families=("messages", "reactions_given"), least="reactions_given", share=0.4)
    assert heard_words(both) == "Heard 40% of this time (who reacted)"
    together = attrs.evolve(both, gaps=(a_gap(families=("messages", "reactions_given")),))
    assert heard_words(together) == "Heard 40% of this time"
    alone = attrs.evolve(both, gaps=(a_gap(families=("reactions_given",)),))
    assert "the bot was not connected (who reacted)" in text(heard_strip(alone, ZONE))


def test_nothing_heard_is_not_a_percentage() -> None:
    assert heard_words(attrs.evolve(GAPPY, share=0.0)) == "Nobody was listening in this time"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_plain_words(reason: Reason) -> None:
    assert reason_words(reason)
    assert "_" not in reason_words(reason)


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (a_gap(0, 3.5), "2 Mar 2026 13:00\u201316:30 (3 hours 30 minutes)"),
        (a_gap(-13, 24), "2 Mar 2026 (1 day)"),
        (a_gap(-13, 72), "2 Mar 2026 \u2013 4 Mar 2026 (3 days)"),
        (a_gap(0, 30), "2 Mar 2026 13:00 \u2013 3 Mar 2026 19:00 (1 day 6 hours)"),
    ],
)
def test_a_gap_is_told_in_the_guilds_time(gap: Gap, told: str) -> None:
    assert gap_words(gap, ZONE).startswith(told)


@pytest.mark.parametrize("heard", [WHOLE, GAPPY])
def test_a_strip_can_be_refreshed_in_place(heard: HeardDays) -> None:
    assert as_tree(heard_strip(heard, ZONE, under_chart=True))
