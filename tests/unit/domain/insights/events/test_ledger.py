"""The counts of many events at once are the verdicts on each person at each of them."""

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.community.events.attendance import Stay, Window, verdict
from domain.insights.events.columns import STANDINGS, Came, Said
from domain.insights.events.ledger import Held, Ledger
from domain.insights.events.lines import Turnout
from domain.kernel.instants import microseconds
from tests.builders.activities import HOUR, MINUTE, TIME_ZERO

NOW = TIME_ZERO + 2 * HOUR
PEOPLE = range(4)
EVENTS = st.lists(
    st.tuples(
        st.integers(-4, 3), st.integers(0, 3), st.sampled_from(["ahead", "now", "over", "called_off"]),
        st.sampled_from([None, 1, 2]),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip
"""Hours to the start, least minutes, how it stands, its series."""

SEEN = st.dictionaries(
    st.tuples(st.integers(0, 3), st.sampled_from(PEOPLE)), st.tuples(st.integers(0, 240), st.integers(0, 120))
)
"""By event and person: seconds, and minutes after the start at which they left."""

TOLD = st.dictionaries(st.tuples(st.integers(0, 3), st.sampled_from(PEOPLE)), st.sampled_from(STANDINGS))


def window(number: int, hours: int, least: int) -> Window:
    begins = TIME_ZERO + hours * HOUR
    return Window(
        event=number,
        channels=frozenset({1}),
        opens=begins,
        begins=begins,
        closes=begins + HOUR,
        minimum=timedelta(minutes=least),
    )


@given(events=EVENTS, seen=SEEN, told=TOLD)
def test_the_columns_count_what_the_verdicts_say(events, seen, told) -> None:
    held = [
        Held(event_id=number, phase=phase, window=window(number, hours, least), series=series)
        for number, (hours, least, phase, series) in enumerate(events)
    ]
    left = {key: held[key[0] % len(held)].window.begins + after * MINUTE for key, (_, after) in seen.items()}
    came = [(number, who, seconds, _us(left[number, who])) for (number, who), (seconds, _) in seen.items()]
    said = [(number, who, STANDINGS.index(words)) for (number, who), words in told.items()]
    ledger = Ledger(
        held,
        Came.of(*(list(zip(*came, strict=True)) or [[]] * 4)),
        Said.of(*(list(zip(*said, strict=True)) or [[]] * 3)),
        NOW,
    )
    before: set[int] = set()
    last: dict[int | None, set[int]] = {}
    for at, event in enumerate(held):
        turnout = ledger.turnout(at)
        if not event.took_place:
            assert turnout is None
            continue
        counts: Counter[str] = Counter()
        there = set()
        for who in PEOPLE:
            known = seen.get((at, who))
            stay = None if known is None else Stay(event.window.begins, left[at, who], known[0], False)
            standing = told.get((at, who))
            judged = verdict(stay, standing, event.window, NOW)
            counts += Counter(name for name, true in judged._asdict().items() if true)
            counts["said"] += standing == "going"
            counts["kept_seat"] += standing == "going" and judged.attended
            if judged.attended:
                there.add(who)
        assert turnout == Turnout(
            said=counts["said"],
            came=counts["attended"],
            kept=counts["attended"] - counts["walk_in"],
            kept_seat=counts["kept_seat"],
            no_shows=counts["no_show"],
            walk_ins=counts["walk_in"],
            early=counts["left_early"],
            first_timers=len(there - before),
            came_last=None if event.series not in last or event.series is None else len(last[event.series]),
            again=None
            if event.series not in last or event.series is None
            else len(there & last[event.series]),
        )
        before |= there
        last[event.series] = there


def _us(at) -> int:
    return microseconds(at)
