"""The questions that pages ask so far, on numpy sheets and in DuckDB on the same roll-up."""

import time
from collections.abc import Callable
from typing import Any

import attrs
import duckdb
import numpy as np

from application.insights.ports import Facts
from application.insights.sheets import Sheets
from bench.made.world import GUILD
from bench.report.lines import Line, median_ms, say
from domain.community.settings import GuildSettings
from domain.insights.activity import active_by_day, active_members, sum_by_day
from domain.insights.leaderboard import leaderboard
from domain.insights.reading import busiest, heat_map
from domain.insights.sheet import CHANNEL_DAY, GUILD_HOUR, MEMBER_DAY, DayTable

WEIGHTS = GuildSettings()
OF = "DuckDB, same question, same roll-up"


async def run(facts: Facts) -> list[Line]:
    """First load, each question against DuckDB, answers compared."""
    sheets = Sheets(facts, time.monotonic)
    started = time.perf_counter()
    days = await sheets.days(GUILD, MEMBER_DAY)
    loaded = time.perf_counter() - started
    channels, hours = await sheets.days(GUILD, CHANNEL_DAY), await sheets.days(GUILD, GUILD_HOUR)
    last = int(days["day"][-1]) + 1
    engine = duckdb.connect()
    for name, table in (("member_day", days), ("channel_day", channels), ("guild_hour", hours)):
        _give(engine, name, table)
    lines = [
        say(Line(name="activity sheet, first load", value=loaded * 1000, unit="ms")),
        say(Line(name="activity sheet, size", value=days.nbytes / 1e6, unit="MB")),
    ]
    ours_total = theirs_total = 0.0
    for question in _questions(days, channels, hours, last):

        def theirs(question: _Question = question) -> list[Any]:
            return engine.execute(question.sql, [question.since]).fetchall()

        assert question.ours() == question.reads(theirs()), f"{question.name}: the answers differ"
        mine, other = median_ms(question.ours), median_ms(theirs)
        ours_total, theirs_total = ours_total + mine, theirs_total + other
        of = "DuckDB, same question, same roll-up"
        lines.append(
            say(Line(name=f"sheet: {question.name}", value=mine, unit="ms", ratio=other / mine, of=of))
        )
    ratio = theirs_total / ours_total
    lines.append(
        say(Line(name="sheet: all questions", value=ours_total, unit="ms", ratio=ratio,
                 of=OF, target=">= 3", met=ratio >= 3))
    )  # fmt: skip
    return lines


def _give(engine: duckdb.DuckDBPyConnection, name: str, table: DayTable) -> None:
    columns = {column: np.asarray(values) for column, values in table.columns.items()}
    engine.register("incoming", columns)
    engine.from_query("select * from incoming").create(name)
    engine.unregister("incoming")


_TOP = (
    "select member_no, sum(messages) + 0.5 * sum(reactions) score from member_day "
    "where day >= ? group by 1 order by 2 desc, 1 limit 10"
)
_ACTIVE = (
    "select count(distinct member_no) from member_day "
    "where day >= ? and (messages > 0 or reactions > 0 or voice_seconds > 0)"
)
_ACTIVE_BY_DAY = (
    "select day, count(distinct member_no) from member_day "
    "where day >= ? and (messages > 0 or reactions > 0 or voice_seconds > 0) group by 1 order by 1"
)
_BY_DAY = "select day, sum(messages)::bigint from member_day where day >= ? group by 1 order by 1"
_HEAT = (
    "select (day + 3) % 7, hour, sum(messages + reactions)::bigint from guild_hour "
    "where day >= ? group by 1, 2 order by 1, 2"
)
_CHANNELS = (
    "select channel, sum(messages)::bigint m from channel_day where day >= ? "
    "group by 1 order by m desc, sum(reactions) desc, 1 limit 8"
)


@attrs.frozen(kw_only=True)
class _Question:
    """One question in both languages: since which day, our answer, theirs, and how theirs reads."""

    name: str
    since: int
    ours: Callable[[], Any]
    sql: str
    reads: Callable[[list[Any]], Any]


def _questions(days: DayTable, channels: DayTable, hours: DayTable, last: int) -> list[_Question]:
    def top(width: int) -> _Question:
        return _Question(
            name=f"top 10 of {width} days",
            since=last - width,
            ours=lambda: [
                (place.member_no, place.score)
                for place in leaderboard(days.between((last - width, last)), WEIGHTS).standings
            ],
            sql=_TOP,
            reads=lambda rows: [(who, float(points)) for who, points in rows],
        )

    month, half = (last - 30, last), (last - 180, last)
    return [
        *(top(width) for width in (7, 30, 90, 180)),
        _Question(
            name="active members of 30 days",
            since=month[0],
            ours=lambda: active_members(days.between(month)),
            sql=_ACTIVE,
            reads=lambda rows: rows[0][0],
        ),
        _Question(
            name="active members by day, 180 days",
            since=half[0],
            ours=lambda: active_by_day(days, half[0], 180).tolist(),
            sql=_ACTIVE_BY_DAY,
            reads=lambda rows: [count for _, count in rows],
        ),
        _Question(
            name="messages by day, 180 days",
            since=half[0],
            ours=lambda: sum_by_day(days, "messages", half[0], 180).tolist(),
            sql=_BY_DAY,
            reads=lambda rows: [count for _, count in rows],
        ),
        _Question(
            name="heat map, 180 days",
            since=half[0],
            ours=lambda: [cell for row in heat_map(hours) for cell in row],
            sql=_HEAT,
            reads=lambda rows: [count for _, _, count in rows],
        ),
        _Question(
            name="busiest channels, 30 days",
            since=month[0],
            ours=lambda: [(row.channel, row.messages) for row in busiest(channels.between(month), {})],
            sql=_CHANNELS,
            reads=lambda rows: rows,
        ),
    ]
