"""Community health: who takes part, who comes and goes."""

from collections.abc import Callable
from datetime import timedelta

import attrs

from tests.integration.twin import hearing
from tests.integration.twin.question import (
    COMPARABLE,
    Answer,
    Question,
    active,
    first_seen,
    here,
    joined,
    segment,
    talked_in,
)

SEGMENTS = ("fresh", "new", "core", "regular", "inactive", "lurker", "left")


def counted(who: set[int], of: set[int] | None = None) -> Answer:
    return float(len(who)), None if of is None else float(len(of))


def of_members(asked: Question, who: set[int]) -> Answer:
    """Where it is not known who was a member, there is a count and no share."""
    return counted(who & asked.members(), asked.everybody() if asked.list_known else None)


def wam(asked: Question) -> Answer:
    return of_members(asked, asked.active())


def wam_presence(asked: Question) -> Answer:
    return of_members(asked, asked.active(("voice", "event", "command")))


def actives(asked: Question) -> Answer:
    return counted(asked.active())


def day_heard(asked: Question, day: int, *families: str, days: int = 1) -> float:
    """How much was heard of the days that end with one, as far as it can be known by now; of a day that
    has not come everything."""
    past = asked.past
    start, end = past.midnight(day - days + 1), past.midnight(day + 1)
    until = hearing.known_until(past.spans, past.moment)
    start, end = min(start, until), min(end, until)
    if start >= end:
        return 1.0
    return min(hearing.share(past.spans, family, start, end) for family in families)


def on_day(asked: Question, day: int, days: int = 1) -> set[int]:
    return asked.within(active(asked.past, day - days + 1, day + 1))


def counting_days(asked: Question) -> list[int]:
    """Days that were heard, or of which something was told."""
    past = asked.past
    return [
        day for day in asked.days() if day_heard(asked, day, "messages") > 0 or active(past, day, day + 1)
    ]


def dau(asked: Question) -> Answer:
    days = counting_days(asked)
    if not days:
        return None
    return float(sum(len(on_day(asked, day)) for day in days)), float(len(days))


def stickiness(asked: Question) -> Answer:
    days = [day for day in counting_days(asked) if day_heard(asked, day, "messages", days=30) >= COMPARABLE]
    if not days:
        return None
    shares = [
        len(on_day(asked, day)) / len(month) if (month := on_day(asked, day, 30)) else 0.0 for day in days
    ]
    return sum(shares), float(len(days))


def talked(asked: Question) -> set[int]:
    return asked.active(("voice",))


def voice_rate(asked: Question) -> Answer:
    return of_members(asked, talked(asked)) if asked.past.settings.voice_shown else None


def _voice_time(asked: Question, of: set[int]) -> Answer:
    past = asked.past
    if not past.settings.voice_shown or not asked.list_known:
        return None
    mine = talked(asked) & asked.members()
    spoken = {
        (who, day): seconds["voice"]
        for (who, day), seconds in past.acts.items()
        if asked.first <= day < asked.end and seconds["voice"]
    }
    there = int(asked.only.key) if asked.only is not None and asked.only.by == "channel" else None
    minutes = sum(seconds for (who, _), seconds in talked_in(asked, there).items() if who in mine) / 60
    share = asked.heard("voice")
    if share > 0:
        until = hearing.known_until(past.spans, past.moment)
        length = min(past.midnight(asked.last + 1), until) - past.midnight(asked.first)
        weeks = share * (length / timedelta(weeks=1))
    else:
        weeks = len({day for _, day in spoken}) / 7
    return minutes, len(of) * weeks


def voice_time(asked: Question) -> Answer:
    return _voice_time(asked, asked.everybody())


def voice_time_of_talkers(asked: Question) -> Answer:
    return _voice_time(asked, talked(asked) & asked.members())


def _life(asked: Question, which: str) -> Answer:
    """New, returning and resurrecting are active now; dormant were before, and are not."""
    if not asked.comparable:
        return None
    now, before = asked.active(), asked.before().active()
    came = {
        who
        for who in now
        if (day := joined(asked.past, who, asked.end)) is not None and asked.first <= day < asked.end
    }
    parts = {
        "new": (now - before) & came,
        "returning": now & before,
        "resurrecting": now - before - came,
        "dormant": before - now,
    }
    return counted(parts[which])


def soft(asked: Question) -> Answer:
    if not asked.comparable or not asked.list_known:
        return None
    before = asked.before().active()
    return counted((before - asked.active()) & asked.members(), before)


def _leaves(asked: Question) -> list[int]:
    return [
        stay.who
        for stays in asked.past.memberships.values()
        for stay in stays
        if stay.last is not None and asked.first <= stay.last < asked.end
        if asked.group is None or stay.who in asked.group
    ]


def _joins(asked: Question) -> list[int]:
    return [
        stay.who
        for stays in asked.past.memberships.values()
        for stay in stays
        if stay.first is not None and asked.first <= stay.first < asked.end
        if asked.group is None or stay.who in asked.group
    ]


def hard(asked: Question) -> Answer:
    if asked.heard("membership") < COMPARABLE:
        return None
    return counted(set(_leaves(asked)) - asked.past.erased, asked.members(asked.first))


def members(asked: Question) -> Answer:
    return counted(asked.members()) if asked.list_known else None


def joins(asked: Question) -> Answer:
    everybody = attrs.evolve(asked, only=None, like=None)
    if _joins(everybody) or asked.list_known:
        return float(len(_joins(asked))), None
    past = asked.past
    new = {
        who
        for who in past.numbers
        if who not in past.bots
        if (day := first_seen(past, who)) is not None and asked.first <= day < asked.end
    }
    return counted(asked.within(new))


def leaves(asked: Question) -> Answer:
    return float(len(_leaves(asked))), None


def net_growth(asked: Question) -> Answer:
    return (float(len(_joins(asked)) - len(_leaves(asked))), None) if asked.list_known else None


def _segment(name: str) -> Callable[[Question], Answer]:
    def answer(asked: Question) -> Answer:
        past = asked.past
        who = asked.within({one for one in past.numbers if segment(past, one, asked.end) == name})
        if name == "left":
            return counted(who) if asked.list_known else None
        back = asked.of(asked.last - past.settings.inactive_days + 1, asked.last)
        if name in ("inactive", "lurker") and back.heard("messages") < COMPARABLE:
            return None
        return counted(who, asked.everybody() if asked.list_known else None)

    return answer


def _lived(which: str) -> Callable[[Question], Answer]:
    return lambda asked: _life(asked, which)


PEOPLE: dict[str, Callable[[Question], Answer]] = {
    "wam": wam,
    "wam_presence": wam_presence,
    "active_members": actives,
    "dau": dau,
    "mau": actives,
    "stickiness": stickiness,
    "voice_rate": voice_rate,
    "voice_time": voice_time,
    "voice_time_of_talkers": voice_time_of_talkers,
    **{f"lifecycle_{one}": _lived(one) for one in ("new", "returning", "resurrecting", "dormant")},
    "soft_inactivity": soft,
    "hard_churn": hard,
    "monthly_churn_soft": soft,
    "monthly_churn_hard": hard,
    "members": members,
    "joins": joins,
    "leaves": leaves,
    "net_growth": net_growth,
    **{f"segment_{name}": _segment(name) for name in SEGMENTS},
}

__all__ = ["PEOPLE", "counted", "day_heard", "here"]
