"""Events in the activity sheet: attended ones only, once each, also of who did nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.community.identity.aliases import Aliases
from domain.insights.attended import ACTIVITY, with_events
from domain.insights.linked import read_table
from domain.insights.sheet import EVENT_DAY, MEMBER_DAY, DayTable
from tests.builders.sheets import a_table

MEMBER_ROWS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12
).map(lambda rows: a_table(MEMBER_DAY, [(*key, count) for key, count in rows.items()]))
EVENT_ROWS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(0, 4)), st.integers(0, 700), max_size=12
).map(
    lambda rows: a_table(
        EVENT_DAY, [(event % 3, who, event, 300, seconds) for (event, who), seconds in rows.items()]
    )
)


def plain(table: DayTable, *names: str) -> list[tuple[int, ...]]:
    return list(zip(*(table[name].tolist() for name in names), strict=True))


@given(MEMBER_ROWS, EVENT_ROWS)
def test_the_sheet_gains_what_was_attended_and_loses_nothing(rows: DayTable, events: DayTable) -> None:
    found = with_events(rows, events)
    attended = [
        (day, who) for day, who, seconds in plain(events, "day", "member_no", "seconds") if seconds >= 300
    ]
    wrote = {(day, who): count for day, who, count in plain(rows, "day", "member_no", "messages")}
    keys = sorted({*wrote, *attended})
    assert plain(found, "day", "member_no", "messages", "events") == [
        (*key, wrote.get(key, 0), attended.count(key)) for key in keys
    ]
    assert found.shape is ACTIVITY
    assert all(found[name].dtype == np.dtype(kind) for name, kind in ACTIVITY.columns)


def test_two_accounts_of_one_person_attend_an_event_once_and_together() -> None:
    events = a_table(EVENT_DAY, [(0, 1, 9, 300, 200), (0, 2, 9, 300, 100), (0, 2, 8, 300, 300)])
    one_person = Aliases.of([(2, 1)])
    read = read_table(events, one_person)
    assert plain(read, "member_no", "event", "minimum", "seconds") == [(1, 8, 300, 300), (1, 9, 300, 300)]
    assert plain(with_events(a_table(MEMBER_DAY, []), read), "day", "member_no", "events") == [(0, 1, 2)]
