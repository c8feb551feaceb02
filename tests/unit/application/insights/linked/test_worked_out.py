"""What was worked out is shared by the questions of the same tables, and let go of in time."""

from collections.abc import Callable

import numpy as np

from application.insights.worked_out import WorkedOut
from domain.community.settings import GuildSettings
from domain.insights.sheet import MEMBER_DAY, DayTable
from domain.kernel.remembered import Remembered


class Watch:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def column(size: int) -> Callable[[], object]:
    return lambda: np.zeros(size, dtype=np.int8)


def test_the_next_question_of_the_same_tables_has_what_was_worked_out_but_not_one_of_newer_tables() -> None:
    kept, old, new = WorkedOut(Watch()), DayTable.empty(MEMBER_DAY), DayTable.empty(MEMBER_DAY)
    first = kept.of(1, "kpis", old, GuildSettings())
    assert kept.of(1, "kpis", old, GuildSettings()) is first
    assert kept.of(2, "kpis", old, GuildSettings()) is not first
    assert kept.of(1, "roll", old, GuildSettings()) is not first
    assert kept.of(1, "kpis", old, GuildSettings(fresh_days=3)) is not first
    newer = kept.of(1, "kpis", new, GuildSettings())
    assert newer is not first and kept.of(1, "kpis", old, GuildSettings()) is not first


def test_what_was_asked_for_least_lately_goes_where_all_together_is_too_much() -> None:
    kept = WorkedOut(Watch(), most=1_000)
    told: dict[int, Remembered] = {guild: kept.of(guild, "kpis", guild) for guild in (1, 2, 3)}
    for guild in (2, 3, 1):
        kept.of(guild, "kpis", guild).once("a", column(400))
    assert kept.of(1, "kpis", 1) is told[1] and kept.nbytes == 800
    assert kept.of(3, "kpis", 3) is told[3] and kept.of(2, "kpis", 2) is not told[2]
    kept.of(1, "kpis", 1).once("b", column(5_000))
    assert kept.of(1, "kpis", 1) is told[1]


def test_what_nobody_asks_for_any_more_goes() -> None:
    watch = Watch()
    kept = WorkedOut(watch)
    one, other = kept.of(1, "kpis"), kept.of(2, "kpis")
    watch.seconds = 8.0
    assert kept.of(1, "kpis") is one
    watch.seconds = 12.0
    kept.let_go(unused_for=10.0)
    assert kept.of(1, "kpis") is one and kept.of(2, "kpis") is not other
