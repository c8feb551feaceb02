"""The KPIs as questions of SQL, over the same roll-up: each gives its numerator and denominator.

They say what the catalogue says of a guild that knows everybody's membership and was heard all the time, as
the large guild of the benchmarks is; that the answers are the same is checked before anything is timed.
`$first` and `$end` are day numbers, half-open.
"""

# ruff: noqa: S608 - put together of constants, for an engine in memory
from typing import Final

_ACTED: Final = "(messages > 0 or reactions > 0 or voice_seconds > 0 or events > 0 or commands > 0)"
_HERE: Final = "(joined < $end and gone >= $end)"
_MEMBERS: Final = f"(select count(*) from membership where {_HERE})"
_NOW: Final = f"select distinct member_no from sheet where day >= $first and day < $end and {_ACTED}"
_BEFORE: Final = (
    f"select distinct member_no from sheet where day >= 2 * $first - $end and day < $first and {_ACTED}"
)
_WEEK: Final = "day >= $end - 7 and day < $end"
_DAYS: Final = "$end - $first"


def _people(of: str, but: str = "") -> str:
    return f"select (select count(*) from ({of}) people {but}), null"


def _of_members(of: str) -> str:
    return f"select (select count(*) from ({of}) join membership using (member_no) where {_HERE}), {_MEMBERS}"


def _left(first: str) -> str:
    return (
        f"select (select count(*) from membership where gone >= {first} and gone < $end), "
        f"(select count(*) from membership where joined < {first} and gone >= {first})"
    )


def _silent(first: str) -> str:
    return (
        "with before as (select distinct member_no from sheet "
        f"where day >= 2 * {first} - $end and day < {first} and {_ACTED}), "
        f"now as (select distinct member_no from sheet where day >= {first} and day < $end and {_ACTED}) "
        "select (select count(*) from before anti join now using (member_no) "
        f"join membership using (member_no) where {_HERE}), (select count(*) from before)"
    )


_SEGMENTS: Final = f"""
with known as (
    select member_no, max(day) as last, count(*) filter (where day >= $end - 28) as days,
           coalesce(sum(events) filter (where day >= $end - 28), 0) as evenings
    from sheet where day < $end and {_ACTED} group by member_no),
placed as (
    select case when gone < $end then 'left' when $end - 1 - joined <= 14 then 'fresh'
                when last is null then 'lurker' when $end - 1 - last >= 30 then 'inactive'
                when days >= 8 or evenings >= 3 then 'core' when $end - 1 - joined <= 90 then 'new'
                else 'regular' end as segment
    from membership left join known using (member_no) where joined < $end)
select (select count(*) from placed where segment = '%s'),
       %s
"""
_DAU: Final = (
    "(select day, count(distinct member_no) as people from sheet "
    f"where day >= $first and day < $end and {_ACTED} group by day)"
)
_STICKINESS: Final = f"""
with dau as {_DAU}, mau as (
    select wanted.day, count(distinct member_no) as people
    from (select unnest(range($first, $end)) as day) wanted
    join sheet on sheet.day > wanted.day - 30 and sheet.day <= wanted.day and {_ACTED} group by wanted.day)
select sum(dau.people / mau.people), {_DAYS} from dau join mau using (day)
"""


def _retention(later: int) -> str:
    """Weeks that end on these days; day number 4 was a Monday."""
    return f"""
with weeks as (select monday from (select unnest(range($first - 10, $end)) as monday)
               where (monday - 4) % 7 = 0 and monday + 7 > $first and monday + 7 <= $end),
cohort as (select monday, member_no from weeks join membership
           on joined >= monday - 7 * {later} and joined < monday - 7 * {later} + 7),
active as (select distinct monday, member_no from weeks join sheet
           on day >= monday and day < monday + 7 and {_ACTED})
select (select count(*) from cohort join active using (monday, member_no)), (select count(*) from cohort)
"""


_CAME: Final = "came join evening using (event) where evening.day >= $first and evening.day < $end"
_TOLD: Final = "said join evening using (event) where evening.day >= $first and evening.day < $end"
_HELD: Final = "(select count(*) from evening where day >= $first and day < $end)"
_SHOWED: Final = (
    f"(select count(*) from (select event, member_no from {_TOLD}) semi join came using (event, member_no))"
)

QUESTIONS: Final[dict[str, str]] = {
    "wam": _of_members(f"select distinct member_no from sheet where {_WEEK} and {_ACTED}"),
    "wam_presence": _of_members(
        "select distinct member_no from sheet "
        f"where {_WEEK} and (voice_seconds > 0 or events > 0 or commands > 0)"
    ),
    "active_members": _people(_NOW),
    "dau": f"select (select sum(people) from {_DAU}), {_DAYS}",
    "mau": _people(
        f"select distinct member_no from sheet where day >= $end - 30 and day < $end and {_ACTED}"
    ),
    "stickiness": _STICKINESS,
    "voice_rate": _of_members(f"select distinct member_no from sheet where {_WEEK} and voice_seconds > 0"),
    "voice_time": "select (select sum(voice_seconds) / 60 from sheet join membership using (member_no) "
    f"where day >= $first and day < $end and {_HERE}), {_MEMBERS} * ({_DAYS}) / 7",
    "lifecycle_new": _people(
        f"{_NOW} except {_BEFORE}", "join membership using (member_no) where joined >= $first"
    ),
    "lifecycle_returning": _people(f"{_NOW} intersect {_BEFORE}"),
    "lifecycle_resurrecting": _people(
        f"{_NOW} except {_BEFORE}", "join membership using (member_no) where joined < $first"
    ),
    "lifecycle_dormant": _people(f"{_BEFORE} except {_NOW}"),
    "soft_inactivity": _silent("$first"),
    "hard_churn": _left("$first"),
    "monthly_churn_soft": _silent("($end - 30)"),
    "monthly_churn_hard": _left("($end - 30)"),
    "members": f"select {_MEMBERS}, null",
    "joins": "select count(*), null from membership where joined >= $first and joined < $end",
    "leaves": "select count(*), null from membership where gone >= $first and gone < $end",
    "net_growth": "select count(*) filter (where joined >= $first and joined < $end) "
    "- count(*) filter (where gone >= $first and gone < $end), null from membership",
    **{
        f"segment_{name}": _SEGMENTS % (name, "null" if name == "left" else _MEMBERS)
        for name in ("fresh", "new", "core", "regular", "inactive", "lurker", "left")
    },
    **{f"retention_week_{later}": _retention(later) for later in (4, 8, 12)},
    "events_held": f"select {_HELD}, null",
    "event_attendees": f"select (select count(distinct member_no) from {_CAME}), null",
    "event_comings": f"select (select count(*) from {_CAME}), null",
    "event_average": f"select (select count(*) from {_CAME}), {_HELD}",
    "event_repeat": f"select (select count(*) from (select member_no from {_CAME} group by 1 "
    f"having count(*) > 1)), (select count(distinct member_no) from {_CAME})",
    "event_rate_rsvp": f"select {_SHOWED}, (select count(*) from {_TOLD})",
    "event_no_shows": f"select (select count(*) from {_TOLD}) - {_SHOWED}, (select count(*) from {_TOLD})",
    "event_time": f"select (select sum(seconds) / 60 from {_CAME}), (select count(*) from {_CAME})",
}
"""By the key of the KPI; those of small tables, and the score that is made of others, are not asked."""
