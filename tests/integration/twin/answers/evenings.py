"""Events: who came to what, held against what they had said."""

from collections import Counter
from collections.abc import Callable

import attrs

from domain.community.events.event import Event
from tests.integration.twin.answers.calendar import Calendar, calendar_of
from tests.integration.twin.question import Answer, Question

Coming = tuple[int, int]
"""The place of the event in the calendar, and who came."""


@attrs.frozen(kw_only=True)
class Evenings:
    """The events of a question that are over, and who of its people came to them."""

    asked: Question
    calendar: Calendar
    places: list[int]

    @property
    def comings(self) -> list[Coming]:
        return [(at, who) for at in self.places for who in self.asked.within(self.calendar.came[at])]

    @property
    def said(self) -> list[tuple[int, int, str]]:
        return [
            (at, who, word)
            for at in self.places
            for who, word in self.calendar.said[at].items()
            if self.asked.group is None or who in self.asked.group
        ]

    def seconds(self, at: int, who: int) -> int:
        return self.calendar.stays[at][who][0]


def _mine(asked: Question, event: Event) -> bool:
    only = asked.only
    if only is None or only.by not in ("event_type", "series", "host"):
        return True
    if only.by == "event_type":
        return (event.plan.type or "-") == only.key
    if only.by == "series":
        return (str(event.series) if event.series is not None else "-") == only.key
    return only.key in ([str(host) for host in event.plan.hosts] or ["-"])


def in_time(asked: Question) -> list[int]:
    calendar = calendar_of(asked.past)
    return [
        at
        for at, event in enumerate(calendar.events)
        if asked.first <= calendar.day(at) < asked.end and _mine(asked, event)
    ]


def _evenings(asked: Question, *, measured: bool) -> Evenings:
    calendar = calendar_of(asked.past)
    over = [at for at in in_time(asked) if calendar.phases[at] == "over"]
    places = [at for at in over if calendar.measured[at]] if measured else over
    return Evenings(asked=asked, calendar=calendar, places=places)


Rule = Callable[[Evenings], Answer]


def counted(rule: Rule, *, of_voice: bool = True) -> Callable[[Question], Answer]:
    """Everything that was heard counts; nothing, where nobody listened to any of it."""

    def answer(asked: Question) -> Answer:
        found = _evenings(asked, measured=False)
        heard = any(found.calendar.measured[at] for at in found.places)
        if of_voice and found.places and not heard and not found.comings:
            return None
        return rule(found)

    return answer


def compared(rule: Rule) -> Callable[[Question], Answer]:
    """Only the events of which at least half was heard."""

    def answer(asked: Question) -> Answer:
        found = _evenings(asked, measured=True)
        return rule(found) if found.places else None

    return answer


def _guests(found: Evenings) -> set[int]:
    return {who for _, who in found.comings}


def attendees(found: Evenings) -> Answer:
    return float(len(_guests(found))), None


def comings(found: Evenings) -> Answer:
    return float(len(found.comings)), None


def average(found: Evenings) -> Answer:
    return float(len(found.comings)), float(len(found.places))


def peak(found: Evenings) -> Answer:
    crowds = Counter(at for at, _ in found.comings)
    return float(max(crowds.values(), default=0)), None


def repeat(found: Evenings) -> Answer:
    times = Counter(who for _, who in found.comings)
    return float(sum(count > 1 for count in times.values())), float(len(times))


def first_timers(found: Evenings) -> Answer:
    calendar = found.calendar
    new = {who for at, who in found.comings if not any(who in calendar.came[one] for one in range(at))}
    return float(len(new)), float(len(_guests(found)))


def _answers(found: Evenings, *words: str) -> list[tuple[int, int, str]]:
    return [one for one in found.said if one[2] in words]


def kept(found: Evenings) -> Answer:
    going = _answers(found, "going")
    return float(sum(who in found.calendar.came[at] for at, who, _ in going)), float(len(going))


def no_shows(found: Evenings) -> Answer:
    going = _answers(found, "going")
    return float(sum(who not in found.calendar.came[at] for at, who, _ in going)), float(len(going))


def invited(found: Evenings) -> Answer:
    said = found.said
    return float(sum(who in found.calendar.came[at] for at, who, _ in said)), float(len(said))


def walk_ins(found: Evenings) -> Answer:
    unsaid = [
        (at, who)
        for at, who in found.comings
        if found.calendar.said[at].get(who) not in ("going", "waiting", "interested")
    ]
    return float(len(unsaid)), float(len(found.comings))


def waitlist(found: Evenings) -> Answer:
    waiting = _answers(found, "waiting")
    return float(len(waiting)), float(len(waiting) + len(_answers(found, "going")))


def overflow(found: Evenings) -> Answer:
    calendar = found.calendar
    limited = [at for at in found.places if calendar.events[at].plan.capacity]
    full = [
        at
        for at in limited
        if "waiting" in calendar.said[at].values()
        or len(calendar.came[at]) > (calendar.events[at].plan.capacity or 0)
    ]
    return float(len(full)), float(len(limited))


def reach(found: Evenings) -> Answer:
    asked = found.asked
    who = _guests(found) & asked.members()
    return float(len(who)), float(len(asked.everybody())) if asked.list_known else None


def of_the_server(found: Evenings) -> Answer:
    asked = found.asked
    times = float(sum(who in asked.members() for _, who in found.comings))
    return times, float(len(found.places) * len(asked.everybody())) if asked.list_known else None


def held(found: Evenings) -> Answer:
    return float(len(found.places)), None


def called_off(asked: Question) -> Answer:
    calendar = calendar_of(asked.past)
    phases = Counter(calendar.phases[at] for at in in_time(asked))
    return float(phases["called off"]), float(phases["called off"] + phases["over"])


def time_there(found: Evenings) -> Answer:
    return sum(found.seconds(*one) for one in found.comings) / 60, float(len(found.comings))


def left_early(found: Evenings) -> Answer:
    early = 0
    for at, who in found.comings:
        frame = found.calendar.past.window(found.calendar.events[at])
        assert frame is not None
        _, closes, begins = frame
        early += found.calendar.stays[at][who][1] < closes - (closes - begins) / 4
    return float(early), float(len(found.comings))


def series_return(found: Evenings) -> Answer:
    calendar = found.calendar
    again = before = 0
    pairs = [
        (at, last)
        for at in found.places
        if (last := calendar.before(at)) is not None and calendar.measured[last]
    ]
    for at, last in pairs:
        guests = found.asked.within(calendar.came[last])
        before += len(guests)
        again += len(guests & calendar.came[at])
    return (float(again), float(before)) if pairs else None


def drop_off(found: Evenings) -> Answer:
    calendar = found.calendar
    gone = regulars = 0
    longest = 0
    for series in {calendar.events[at].series for at in found.places} - {None}:
        mine = [
            at
            for at, event in enumerate(calendar.events)
            if event.series == series and calendar.measured[at] and calendar.day(at) < found.asked.end
        ][::-1]
        longest = max(longest, len(mine))
        late, before = mine[:3], mine[3:9]
        for who in found.asked.within(set().union(*(calendar.came[at] for at in before))):
            if sum(who in calendar.came[at] for at in before) >= 3:
                regulars += 1
                gone += not any(who in calendar.came[at] for at in late)
    return (float(gone), float(regulars)) if longest > 3 else None


EVENINGS: dict[str, Callable[[Question], Answer]] = {
    "events_held": counted(held, of_voice=False),
    "events_called_off": called_off,
    "event_attendees": counted(attendees),
    "event_comings": counted(comings),
    "event_average": compared(average),
    "event_peak": compared(peak),
    "event_repeat": compared(repeat),
    "event_first_timers": compared(first_timers),
    "event_rate_rsvp": compared(kept),
    "event_rate_invited": compared(invited),
    "event_no_shows": compared(no_shows),
    "event_walk_ins": compared(walk_ins),
    "event_waitlist": counted(waitlist, of_voice=False),
    "event_overflow": counted(overflow),
    "event_reach": compared(reach),
    "event_rate_members": compared(of_the_server),
    "event_time": compared(time_there),
    "event_left_early": compared(left_early),
    "series_return": compared(series_return),
    "series_drop_off": compared(drop_off),
}
