"""Every table of a guild filled, with rows that mean nothing among them."""

from datetime import timedelta

from application.community.ports import Store
from domain.community.events.attendance import Presence
from domain.community.fold import Deltas
from domain.community.log.commands import DENIED, FAILED, UNTIMED, Ran, code_of, error_code
from domain.insights.sheet import (
    ATTENDANCE,
    CHANNEL_DAY,
    CHANNEL_HOUR,
    COMMAND_DAY,
    EVENT_DAY,
    GUILD_HOUR,
    MEMBER_CHANNEL_DAY,
    MEMBER_DAY,
    REPLY_DAY,
    RUN_DAY,
    DayTable,
)
from domain.kernel.ids import MAX_ID
from domain.kernel.instants import day_number, microseconds
from tests.builders.activities import TIME_ZERO
from tests.contracts.events.attendance import CAME, EVENING, IS_THERE, LATER

TODAY = day_number(TIME_ZERO.date())
A_TOUCH = timedelta(microseconds=1999)
THERE = (
    CAME._replace(event=LATER.event, day=TODAY + 1, seconds=60, last_leave=TIME_ZERO + A_TOUCH),
    IS_THERE,
    CAME,
)
ENDED = {
    Ran(TODAY - 1, "event.rsvp", DENIED, "", UNTIMED): 1,
    Ran(TODAY, "プロフィール", FAILED, "TimeoutError", 22): 2,
    Ran(TODAY, "プロフィール", FAILED, "timeouterror", 0): 3,
}


def _seen(row: Presence) -> tuple[int, ...]:
    instants = (row.last_leave, row.open_since, row.open_until)
    left, since, until = (-1 if at is None else microseconds(at) for at in instants)
    return row.day, row.event, row.member_no, row.seconds, left, since, until


ROWS = {
    MEMBER_DAY: [(TODAY - 1, 7, 1, 0, 0, 0), (TODAY, 0, 3, 1, 2, 3600), (TODAY, 2, 0, 0, 0, 1)],
    CHANNEL_DAY: [(TODAY, 5, 1, 2, 3), (TODAY, 2**63 - 1, 0, 0, 1), (TODAY + 1, 5, 1, 0, 0)],
    GUILD_HOUR: [(TODAY, 0, 1, 0), (TODAY, 23, 0, 2), (TODAY + 1, 3, 1, 1)],
    REPLY_DAY: [(TODAY, 0, 1, 2), (TODAY, 1, 0, 1), (TODAY + 1, 0, 1, 5)],
    CHANNEL_HOUR: [(TODAY, 5, 0, 1), (TODAY, 2**63 - 1, 23, 2), (TODAY + 1, 5, 12, 1)],
    MEMBER_CHANNEL_DAY: [
        (TODAY - 1, 7, 5, 7, 1),
        (TODAY, 0, 5, 0, 2),
        (TODAY, 0, 5, 3, 1),
        (TODAY, 0, 2**63 - 1, 3, 4),
        (TODAY + 1, 0, 5, 1, 8),
    ],
    COMMAND_DAY: [(TODAY - 1, 7, -(2**63), 1), (TODAY, 0, 9, 2), (TODAY, 2, 9, 1)],
    RUN_DAY: sorted(
        (one.day, code_of(one.command), one.outcome, error_code(one.error), one.bucket, runs)
        for one, runs in ENDED.items()
    ),
    EVENT_DAY: [(TODAY, 0, MAX_ID, 300, 3600), (TODAY, 4, MAX_ID, 300, 0), (TODAY + 1, 0, 3, 300, 60)],
    ATTENDANCE: sorted(_seen(row) for row in THERE),
}
NOTHING = [
    Deltas(
        member_day={(3, TODAY): [sign, 0, 0, sign]},
        channel_day={(6, TODAY): [0, sign, 0]},
        guild_hour={(TODAY, 7): [sign, 0]},
        reply_day={(5, 6, TODAY): sign},
        channel_hour={(8, TODAY, 3): sign},
        member_channel_day={(0, TODAY, 8, 3): sign},
        command_day={(8, TODAY, 5): sign},
        run_day={Ran(TODAY, "help", FAILED, "KeyError", 1): sign},
    )
    for sign in (-1, 1)
]
"""What was counted and then taken away again."""


def rows(table: DayTable) -> list[tuple[int, ...]]:
    columns = [table[name].tolist() for name, _ in table.shape.columns]
    return list(zip(*columns, strict=True))


async def fill(store: Store, guild: int) -> None:
    """Every table has rows, and rows that mean nothing, in no order."""
    async with store.writing(guild) as work:
        await work.counters.add(
            Deltas(
                member_day={(row[1], row[0]): list(row[2:]) for row in ROWS[MEMBER_DAY][::-1]},
                channel_day={(row[1], row[0]): list(row[2:]) for row in ROWS[CHANNEL_DAY][::-1]},
                guild_hour={(row[0], row[1]): list(row[2:]) for row in ROWS[GUILD_HOUR][::-1]},
                reply_day={(row[1], row[2], row[0]): row[3] for row in ROWS[REPLY_DAY][::-1]},
                channel_hour={(row[1], row[0], row[2]): row[3] for row in ROWS[CHANNEL_HOUR][::-1]},
                member_channel_day={
                    (row[1], row[0], row[2], row[3]): row[4] for row in ROWS[MEMBER_CHANNEL_DAY][::-1]
                },
                command_day={(row[1], row[0], row[2]): row[3] for row in ROWS[COMMAND_DAY][::-1]},
                run_day=ENDED,
            )
        )
        for window in (EVENING, LATER):
            await work.attendance.put_window(window.event, window)
        await work.attendance.put({(row.event, row.member_no): row for row in THERE})
        for nothing in NOTHING:
            await work.counters.add(nothing)
