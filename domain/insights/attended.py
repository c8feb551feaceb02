"""The activity sheet with the events that each member attended, by the day on which they began, and with the
commands that they ran."""

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from domain.insights.sheet import MEMBER_DAY, DayTable, Shape

ACTIVITY: Final = Shape(MEMBER_DAY.name, (*MEMBER_DAY.columns, ("events", np.int32)))
"""What each member did on each local day, attended events among it."""

_MEMBERS: Final = 2**32


def attended_rows(events: DayTable) -> NDArray[np.bool_]:
    """Which rows of EVENT_DAY are of somebody who attended (DEFINITIONS: attendance)."""
    enough: NDArray[np.bool_] = events["seconds"] >= events["minimum"]
    return enough


def with_events(rows: DayTable, events: DayTable) -> DayTable:
    """The rows of MEMBER_DAY with a column `events`; who did nothing else on a day has a row of its own."""
    mask = attended_rows(events)
    keys, counts = np.unique(_keys(events["day"][mask], events["member_no"][mask]), return_counts=True)
    return with_counts(rows, keys // _MEMBERS, keys % _MEMBERS, counts)


def with_commands(rows: DayTable, commands: DayTable) -> DayTable:
    """The sheet with a column `commands`: how many each ran; who did nothing else has a row here, too."""
    return with_counts(rows, *_ran(commands), name="commands")


def only_tracked(rows: DayTable, commands: DayTable, tracked: Collection[int]) -> DayTable:
    """The sheet whose column `commands` counts these numbers of commands only; it shares all other columns.

    Whoever ran a command has a row; a run that was read a moment later than the rows has none yet.
    """
    ran = np.isin(commands["command"], list(tracked))
    some = DayTable(commands.shape, {name: column[ran] for name, column in commands.columns.items()})
    column, _ = _placed(rows, *_ran(some))
    return DayTable(rows.shape, {**rows.columns, "commands": column})


def _ran(commands: DayTable) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Days, members, and how many commands of any name each of them ran on each."""
    keys, at = np.unique(_keys(commands["day"], commands["member_no"]), return_inverse=True)
    runs = np.bincount(at, weights=commands["runs"], minlength=len(keys)).astype(np.int64)
    return keys // _MEMBERS, keys % _MEMBERS, runs


def with_counts(
    rows: DayTable,
    days: NDArray[np.int64],
    members: NDArray[np.int64],
    counts: NDArray[Any],
    *,
    name: str = "events",
) -> DayTable:
    """The same from numbers of events (or of another name), each (day, member) at most once."""
    shape = ACTIVITY if name == "events" else Shape(rows.shape.name, (*rows.shape.columns, (name, np.int32)))
    column, found = _placed(rows, days, members, counts)
    columns = {**rows.columns, name: column}
    if bool(found.all()):
        return DayTable(shape, columns)
    order = np.lexsort((members[~found], days[~found]))
    new = {
        each: given[~found][order] for each, given in (("day", days), ("member_no", members), (name, counts))
    }
    at = np.searchsorted(_keys(rows["day"], rows["member_no"]), _keys(new["day"], new["member_no"]))
    return DayTable(
        shape, {each: np.insert(columns[each], at, new.get(each, 0)) for each, _ in shape.columns}
    )


def _placed(
    rows: DayTable, days: NDArray[np.int64], members: NDArray[np.int64], counts: NDArray[Any]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Counts as a column beside the rows, and which of them found their row."""
    column = np.zeros(len(rows), dtype=np.int32)
    known, wanted = _keys(rows["day"], rows["member_no"]), _keys(days, members)
    places = np.searchsorted(known, wanted)
    found = np.zeros(len(wanted), dtype=np.bool_)
    inside = places < len(known)
    found[inside] = known[places[inside]] == wanted[inside]
    column[places[found]] = counts[found]
    return column, found


def _keys(days: NDArray[Any], members: NDArray[Any]) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = days.astype(np.int64) * _MEMBERS + members
    return keys
