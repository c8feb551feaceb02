"""Charts are figures of what was read, and can also be read as words and tables."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from dash import html

from adapters.dash_ui.figures.activity import MOST_DAYS, activity_figure, activity_words, plotted
from adapters.dash_ui.pages.overview.activity import activity
from adapters.dash_ui.pages.overview.channels import channels
from adapters.dash_ui.pages.overview.heat import busiest, heat_map
from adapters.dash_ui.place import Place
from domain.insights.overview import DayPoint
from tests.builders.overview import a_window, an_overview, heard_as
from tests.builders.overview_kinds import an_overview_with_gaps
from tests.unit.dash_ui.reading import elements, found, plain, text

HEARD = heard_as(an_overview().days)


def shown_of(days: Sequence[DayPoint], **more: Any) -> html.Section:
    """The activity card of these days."""
    return activity(days, heard_as(days), "UTC", Place(), **more)


def _trace(figure: dict[str, Any], name: str) -> dict[str, Any]:
    [trace] = [trace for trace in figure["data"] if trace["name"] == name]
    return trace


def test_each_day_of_a_month_is_a_bar() -> None:
    days = an_overview(30).days
    messages = _trace(activity_figure(days), "Messages")
    assert messages["type"] == "bar"
    assert messages["y"] == [point.messages for point in days]


def test_a_year_is_an_area_of_days() -> None:
    days = an_overview(365).days
    messages = _trace(activity_figure(days), "Messages")
    assert messages["type"] == "scatter"
    assert len(messages["x"]) == 365


def test_of_many_years_each_point_is_the_average_day_of_a_week() -> None:
    days = an_overview(MOST_DAYS + 600).days
    points = plotted(days)
    assert len(points) < len(days) / 6
    assert {point.day.weekday() for point in points[1:]} == {0}
    assert "average day of a week" in activity_words(days)
    low, high = min(p.messages for p in days), max(p.messages for p in days)
    assert all(low <= point.messages <= high for point in points)


def test_a_week_is_averaged_over_the_days_that_were_heard() -> None:
    monday = date(2020, 1, 6)
    days = [
        DayPoint(day=monday + timedelta(days=at), messages=10, reactions=0, active=1, covered=1.0)
        for at in range(MOST_DAYS + 7)
    ]
    days[1] = attrs.evolve(days[1], messages=0, active=0, covered=0.0)
    first = plotted(days)[0]
    assert first.messages == 10
    assert first.covered == pytest.approx(6 / 7)


def test_days_that_were_not_heard_are_hatched_and_not_zero() -> None:
    figure = activity_figure(an_overview_with_gaps().days)
    hatched = _trace(figure, "Not heard")
    assert hatched["marker"]["pattern"]["shape"] == "/"
    assert hatched["width"] == [5 * 86_400_000]
    assert _trace(figure, "Active members")["y"][11:16] == [None] * 5


def test_a_day_that_was_heard_in_part_says_so() -> None:
    days = list(an_overview(7).days)
    days[2] = attrs.evolve(days[2], covered=0.4)
    assert "40%" in _trace(activity_figure(days), "Messages")["customdata"][2]


def test_without_any_reaction_there_is_no_empty_series() -> None:
    days = [attrs.evolve(point, reactions=0) for point in an_overview(7).days]
    assert [trace["name"] for trace in activity_figure(days)["data"]] == ["Messages", "Active members"]
    assert "Reactions" not in [node[-1] for node in elements(shown_of(days), "li")]


def test_a_chart_can_be_read_instead_of_seen() -> None:
    days = an_overview_with_gaps().days
    words = activity_words(days)
    best = max(days, key=lambda point: point.messages)
    assert f"{best.messages:,} messages" in words
    assert "5 of 30 days were not heard throughout" in words
    shown = shown_of(days)
    [chart] = found(shown, "chart-place")
    [said] = [
        node for node in elements(shown, "p") if node[1].get("id") == getattr(chart, "aria-describedby")
    ]
    assert said[2] == words
    [table] = map(str, elements(shown, "table"))
    assert f"{best.messages:,}" in table
    assert table.count("0%") >= 5


def test_the_table_leaves_out_reactions_that_nobody_told_of() -> None:
    days = [attrs.evolve(point, reactions=0) for point in an_overview(7).days]
    heads = [node[2] for node in elements(shown_of(days, reactors_known=False), "th")]
    assert heads[:4] == ["Day", "Messages", "Active members", "Heard"]
    assert "Reactions" in [node[2] for node in elements(shown_of(days), "th")]
    [cells] = {len(row) - 2 for row in elements(shown_of(days, reactors_known=False), "tr")}
    assert cells == 4


def test_the_table_says_of_which_days_nobody_told_who_reacted() -> None:
    first, second, *rest = an_overview(7).days
    days = [
        attrs.evolve(first, reactions=0, reactions_covered=0.0),
        attrs.evolve(second, reactions=0, reactions_covered=0.5),
        *rest,
    ]
    told = [row[4][2] for row in elements(shown_of(days), "tr")[1:3]]
    assert told == ["not known", "0"]


def test_the_table_of_years_goes_by_months() -> None:
    [table] = map(str, elements(shown_of(an_overview(365).days), "table"))
    assert "Month" in table
    assert "February 2026" in table


def test_a_month_of_one_day_is_still_a_month() -> None:
    days = an_overview(93, window=a_window(93, last=date(2026, 3, 1))).days
    rows = [node[2] for node in elements(shown_of(days), "th") if node[1].get("scope") == "row"]
    assert rows[-1] == "March 2026"


def test_nothing_at_all_is_said_in_words() -> None:
    days = [attrs.evolve(p, messages=0, reactions=0, active=0) for p in an_overview(7).days]
    assert "no activity" in text(shown_of(days))
    assert "Graph" not in str(plain(shown_of(days)))


def test_the_heat_map_names_its_zone_and_its_busiest_hour() -> None:
    heat = [[0] * 24 for _ in range(7)]
    heat[4][19] = 42
    shown = text(heat_map(heat, HEARD, "America/New_York", Place()))
    assert "America/New York time" in shown
    assert "Friday 19:00–20:00, 42 activities" in shown
    assert busiest(heat) == (4, 19, 42)


def test_where_nobody_told_who_reacted_the_heat_map_is_of_messages() -> None:
    heat = [[0] * 24 for _ in range(7)]
    heat[4][19] = 42
    shown = text(heat_map(heat, HEARD, "UTC", Place(), reactors_known=False))
    assert "Messages by weekday and hour, in UTC time." in shown
    assert "Friday 19:00–20:00, 42 messages" in shown


def test_every_hour_of_the_week_can_be_read() -> None:
    heat = [[weekday * 24 + hour for hour in range(24)] for weekday in range(7)]
    shown = str(plain(heat_map(heat, HEARD, "UTC", Place())))
    assert "Sunday 23:00–00:00: 167" in shown
    assert shown.count("data-tip") == 168


def test_an_hour_of_nothing_looks_different_from_a_quiet_one() -> None:
    heat = [[1] * 24 for _ in range(7)]
    heat[0][0] = 0
    assert str(plain(heat_map(heat, HEARD, "UTC", Place()))).count("'none'") == 1


def test_channels_say_their_messages_and_their_share() -> None:
    shown = text(channels(an_overview().channels))
    assert "# general 4,921 41%" in shown


def test_channels_say_no_reactions_where_nobody_told_of_any() -> None:
    rows = an_overview().channels
    assert "4,921 messages, 2,460 reactions" in str(plain(channels(rows)))
    assert "reaction" not in str(plain(channels(rows, reactors_known=False)))


def test_no_channel_is_no_list() -> None:
    assert "Nobody wrote" in text(channels(()))


def test_a_day_that_is_not_over_is_paler_than_the_others() -> None:
    days = an_overview(7).days
    over = _trace(activity_figure(days), "Messages")["marker"]
    still = _trace(activity_figure(days, last_open=True), "Messages")["marker"]
    assert "opacity" not in over
    assert still["opacity"] == [1, 1, 1, 1, 1, 1, 0.5]
