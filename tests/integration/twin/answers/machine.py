"""The bot: who runs commands, how the runs end, and what newcomers find."""

import json
from collections import Counter
from collections.abc import Callable
from statistics import median

from domain.community.log.commands import LATENCY_BOUNDS
from domain.community.log.entry import Entry
from tests.integration.twin.answers.people import counted, day_heard
from tests.integration.twin.answers.stepped import quantile
from tests.integration.twin.question import Answer, Question, joined, tracked

PROFILE = ("show_profile", "show_my_profile", "profile")


def _wanted(asked: Question, name: str) -> bool:
    only = asked.only
    if only is not None and only.by == "command" and name != only.key:
        return False
    return tracked(asked.past, name)


def _runs(asked: Question, names: tuple[str, ...] | None = None) -> Counter[int]:
    """How often each of the people ran these commands, or tracked ones."""
    past, found = asked.past, Counter[int]()
    for (who, day), done in past.acts.items():
        if who in past.bots or not asked.first <= day < asked.end:
            continue
        for name, count in done.items():
            known = name[1:] in names if names is not None else _wanted(asked, name[1:])
            if name.startswith("/") and known:
                found[who] += count
    return Counter({who: count for who, count in found.items() if asked.within({who}) and count})


def users(asked: Question) -> Answer:
    return counted(set(_runs(asked)))


def adoption(asked: Question) -> Answer:
    return counted(asked.active() & set(_runs(asked)), asked.active())


def repeat(asked: Question) -> Answer:
    often = _runs(asked)
    return float(sum(count >= 2 for count in often.values())), float(len(often))


def runs(asked: Question) -> Answer:
    return float(_runs(asked).total()), None


def runs_per_day(asked: Question) -> Answer:
    told = {
        day
        for (_, day), done in asked.past.acts.items()
        if any(name.startswith("/") and count for name, count in done.items())
    }
    days = [day for day in asked.days() if day in told or day_heard(asked, day, "commands") > 0]
    return (float(_runs(asked).total()), float(len(days))) if days else None


def profile_adoption(asked: Question) -> Answer:
    return counted(asked.active() & set(_runs(asked, PROFILE)), asked.active())


def profile_runs(asked: Question) -> Answer:
    return float(_runs(asked, PROFILE).total()), None


def profile_repeat(asked: Question) -> Answer:
    often = _runs(asked, PROFILE)
    return float(sum(count >= 2 for count in often.values())), float(len(often))


def _ended(asked: Question) -> list[dict[str, object]]:
    """Every run by a human of the commands that count."""
    past = asked.past

    def inside(entry: Entry) -> bool:
        return (
            entry.kind == "command_run"
            and not entry.bot
            and entry.member_no is not None
            and asked.first <= past.day(entry.occurred_at) < asked.end
            and past.seen(entry.occurred_at)
            and _wanted(asked, past.command(entry))
        )

    return [json.loads(entry.details) for entry in past.log if inside(entry)]


def failures(asked: Question) -> Answer:
    found = _ended(asked)
    return (float(sum(one["outcome"] == "failed" for one in found)), float(len(found))) if found else None


def refusals(asked: Question) -> Answer:
    found = _ended(asked)
    return (float(sum(one["outcome"] == "denied" for one in found)), float(len(found))) if found else None


def _latency(share: float) -> Callable[[Question], Answer]:
    def answer(asked: Question) -> Answer:
        told = [one.get("latency_ms") for one in _ended(asked)]
        took = [float(str(one)) / 1000 for one in told if one is not None]
        return (quantile(took, share, LATENCY_BOUNDS), None) if took else None

    return answer


def _steps(asked: Question) -> dict[int, tuple[int, int | None, int | None]]:
    """Newcomer -> the days on which they joined, ran a first command, and then came to a first event."""
    past = asked.past
    found = {}
    for who in asked.within(set(past.numbers) - past.bots - past.erased):
        came = joined(past, who, asked.end)
        if came is None or not asked.first <= came < asked.end:
            continue
        command = _first(asked, who, came, "command")
        event = None if command is None else _first(asked, who, command, "event")
        found[who] = (came, command, event)
    return found


def _first(asked: Question, who: int, since: int, kind: str) -> int | None:
    past = asked.past
    for day in range(max(since, asked.first), asked.end):
        done = past.acts.get((who, day), Counter())
        ran = any(count and tracked(past, name[1:]) for name, count in done.items() if name[0] == "/")
        if ran if kind == "command" else done[kind]:
            return day
    return None


def funnel_command(asked: Question) -> Answer:
    steps = _steps(asked)
    return (float(sum(one[1] is not None for one in steps.values())), float(len(steps))) if steps else None


def funnel_event(asked: Question) -> Answer:
    steps = _steps(asked)
    return (float(sum(one[2] is not None for one in steps.values())), float(len(steps))) if steps else None


def days_to_command(asked: Question) -> Answer:
    days = [ran - came for came, ran, _ in _steps(asked).values() if ran is not None]
    return (float(median(days)), None) if days else None


def days_to_event(asked: Question) -> Answer:
    days = [event - ran for _, ran, event in _steps(asked).values() if ran is not None and event is not None]
    return (float(median(days)), None) if days else None


MACHINE: dict[str, Callable[[Question], Answer]] = {
    "profile_adoption": profile_adoption,
    "profile_runs": profile_runs,
    "profile_repeat": profile_repeat,
    "command_adoption": adoption,
    "command_users": users,
    "command_runs": runs,
    "command_runs_per_day": runs_per_day,
    "command_repeat": repeat,
    "command_failures": failures,
    "command_refusals": refusals,
    "command_latency_p50": _latency(0.5),
    "command_latency_p95": _latency(0.95),
    "funnel_command": funnel_command,
    "funnel_event": funnel_event,
    "funnel_days_to_command": days_to_command,
    "funnel_days_to_event": days_to_event,
}
