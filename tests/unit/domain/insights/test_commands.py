"""Commands in the activity sheet: those that are tracked, or all where none is named."""

from hypothesis import given
from hypothesis import strategies as st

from domain.community.log.commands import code_of, codes_of
from domain.insights.activity import acted
from domain.insights.attended import only_tracked, with_commands
from domain.insights.sheet import COMMAND_DAY, MEMBER_DAY
from tests.builders.sheets import a_table

KEYS = st.tuples(st.integers(0, 4), st.integers(0, 4))
WROTE = st.dictionaries(KEYS, st.integers(1, 9), max_size=9)
RAN = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(-2, 2)), st.integers(1, 5))


@given(WROTE, RAN, st.frozensets(st.integers(-2, 2), max_size=2))
def test_the_sheet_gains_the_tracked_runs_and_loses_nothing(
    wrote: dict[tuple[int, int], int],
    ran: dict[tuple[int, int, int], int],
    tracked: frozenset[int],
) -> None:
    sheet = a_table(MEMBER_DAY, [(*key, count) for key, count in wrote.items()])
    commands = a_table(COMMAND_DAY, [(*key, count) for key, count in ran.items()])
    found = with_commands(sheet, commands)
    rows = {*wrote, *((day, who) for day, who, _ in ran)}
    if tracked:
        found = only_tracked(found, commands, tracked)
    runs: dict[tuple[int, int], int] = {}
    for (day, who, command), count in ran.items():
        if not tracked or command in tracked:
            runs[day, who] = runs.get((day, who), 0) + count
    columns = zip(
        *(found[name].tolist() for name in ("day", "member_no", "messages", "commands")), strict=True
    )
    assert list(columns) == [(*key, wrote.get(key, 0), runs.get(key, 0)) for key in sorted(rows)]
    assert acted(found, ["command"]).sum() == len(runs)
    assert acted(found).sum() == len({*wrote, *runs})


def test_a_command_has_one_number_however_it_is_written() -> None:
    assert code_of("/Event rsvp") == code_of("event.rsvp") == code_of(" event  rsvp ")
    assert code_of("event.rsvp") != code_of("event")
    assert codes_of(["help", "/help"]) == {code_of("help")}
    assert -(2**63) <= code_of("help") < 2**63


def test_a_run_that_was_read_later_than_the_rows_is_counted_with_the_next_reading() -> None:
    rows = with_commands(a_table(MEMBER_DAY, [(1, 2, 5)]), a_table(COMMAND_DAY, [(1, 2, 7, 1)]))
    later = a_table(COMMAND_DAY, [(1, 2, 7, 1), (1, 3, 7, 1), (2, 2, 7, 4)])
    assert only_tracked(rows, later, {7})["commands"].tolist() == [1]
