"""Numbers of events are taken apart by what events are and who people are, and the parts sum to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.kpis.asked.only import Only
from domain.insights.kpis.catalogue import of_audience
from domain.insights.kpis.reading import read
from tests.builders.readings.kpis import MONTH, belonging, reading
from tests.builders.readings.programme import a_night, calendar_facts, called_off
from tests.builders.sheets import TODAY

CUP = 11
NIGHTS = [
    a_night(1, -9, 0, 1, type="Cup", series=4, hosts=(0,)),
    a_night(2, -2, 0, 2, type="Cup", series=4, hosts=(0, 1)),
    a_night(3, -1, 3, type="", hosts=()),
    called_off(4, -1, type="Art"),
]


def test_each_event_has_one_type_and_people_may_come_to_several() -> None:
    found = reading("event_attendees", calendar_facts(NIGHTS), MONTH, by="event_type")
    assert [(part.key, part.title, part.numerator) for part in found.parts] == [
        ("Cup", "Cup", 3),
        ("Art", "Art", 0),
        ("-", "Without a type", 1),
    ]
    assert not found.overlapping


def test_an_event_with_two_hosts_counts_for_both_and_is_said_to_be_counted_twice() -> None:
    found = reading("events_held", calendar_facts(NIGHTS), MONTH, by="host")
    assert {part.key: part.numerator for part in found.parts} == {"0": 2, "1": 1, "-": 1, "overlap": -1}


def test_a_series_is_called_as_its_last_event_is() -> None:
    found = reading("event_average", calendar_facts(NIGHTS), MONTH, by="series")
    assert [(part.title, part.numerator, part.denominator) for part in found.parts] == [
        ("Evening 2", 4, 2),
        ("Of no series", 1, 1),
    ]


def test_a_filter_by_a_type_that_there_is_not_leaves_no_event() -> None:
    facts = calendar_facts(NIGHTS)
    [kpi] = [one for one in of_audience("organisers") if one.key == "event_average"]
    for text, value in (("event_type:Cup", 2.0), ("event_type:Opera", None)):
        group = Only.parse(text).of(kpi, facts, MONTH)
        assert read(kpi, facts, MONTH, group=group).value == value


def test_on_whom_events_lie_is_said_host_by_host() -> None:
    facts = calendar_facts(NIGHTS)
    load = reading("host_load", facts, MONTH)
    assert (load.numerator, load.denominator, load.value) == (3, 2, 1.5)
    assert [(part.key, part.numerator) for part in load.parts] == [("0", 2), ("1", 1)]
    hours = reading("host_hours", facts, MONTH)
    assert [(part.key, part.numerator) for part in hours.parts] == [("0", 8), ("1", 4)]
    assert hours.value == 6


def test_without_a_host_there_is_no_load() -> None:
    found = reading("host_load", calendar_facts([a_night(1, -1, 0)]))
    assert found.value is None
    assert found.unavailable == "Of none of these events it is known who hosted it."


PEOPLE = st.sets(st.integers(0, 5))
SOME_NIGHTS = st.lists(
    st.tuples(
        st.integers(-40, 0), PEOPLE, PEOPLE, st.sampled_from(["", "Cup", "Art"]),
        st.sampled_from([None, 1, 2]), st.sets(st.integers(0, 2)), st.sampled_from([None, 1, 3]),
    ),
    max_size=8,
)  # fmt: skip


@given(told=SOME_NIGHTS)
def test_parts_sum_to_the_whole_whatever_they_are_of(told) -> None:
    nights = [
        a_night(
            number, away, *came, said=dict.fromkeys(sorted(said), "going"), type=kind, series=series,
            hosts=tuple(sorted(hosts)), capacity=room,
        )
        for number, (away, came, said, kind, series, hosts, room) in enumerate(told)
    ]  # fmt: skip
    roles = [(who, role, TODAY - 50, None) for who, role in ((0, CUP), (1, CUP), (1, CUP + 1))]
    facts = calendar_facts(nights, people=belonging(6, (5, -90, -1), (4, -3, None), roles=roles))
    for kpi in of_audience("organisers"):
        for by in kpi.by:
            found = read(kpi, facts, MONTH, by=by)
            if found.numerator is None or kpi.key in ("event_peak",) or not found.parts:
                continue
            whole = sum(part.numerator or 0.0 for part in found.parts)
            assert whole == pytest.approx(found.numerator), (kpi.key, by)
