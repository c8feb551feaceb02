"""Data quality: what is known of people and events, what was heard, and what came in."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import attrs

from domain.community.coverage import FAMILIES
from domain.community.log.intake import LAG_BOUNDS
from tests.integration.twin import hearing
from tests.integration.twin.answers.calendar import calendar_of
from tests.integration.twin.answers.evenings import in_time
from tests.integration.twin.answers.people import counted
from tests.integration.twin.answers.stepped import quantile
from tests.integration.twin.question import Answer, Question, last_membership, people, segment
from tests.integration.twin.settling import SOURCES

LIVE = 2.0**17
AFTERWARDS = ("backfill", "history")


def holders(asked: Question, platform: str | None = None) -> set[int]:
    """Who had a linked account by the end of these days."""
    past = asked.past
    end = min(past.midnight(asked.last + 1), past.moment)
    return {
        past.persons[who]
        for who, on, since in past.told.links
        if since < end and platform in (None, on) and who in past.persons
    }


def id_coverage(asked: Question) -> Answer:
    """Of who has an account of one world, too, the share is of everybody who was active."""
    if asked.only is None or asked.only.by != "platform":
        return counted(asked.active() & holders(asked), asked.active())
    everybody = attrs.evolve(asked, only=None).active()
    return counted(everybody & holders(asked, asked.only.key), everybody)


def classified(asked: Question) -> Answer:
    met = asked.within(people(asked.past, asked.end))
    return counted({who for who in met if segment(asked.past, who, asked.end)}, met)


def tier_status(asked: Question) -> Answer:
    return counted(asked.members() & asked.active(), asked.members())


def joins_known(asked: Question) -> Answer:
    stays = {who: last_membership(asked.past, who, asked.end) for who in asked.members()}
    return counted({who for who, stay in stays.items() if stay and stay.first is not None}, set(stays))


def times_known(asked: Question) -> Answer:
    calendar = calendar_of(asked.past)
    mine = [at for at in in_time(asked) if calendar.phases[at] == "over"]
    good = 0
    for at in mine:
        event = calendar.events[at]
        ended = event.ended_at or event.plan.ends_at
        good += ended is not None and ended > (event.started_at or event.plan.starts_at)
    return (float(good), float(len(mine))) if mine else None


def records(asked: Question) -> Answer:
    calendar = calendar_of(asked.past)
    mine = [at for at in in_time(asked) if calendar.phases[at] == "over"]
    return (float(sum(bool(calendar.came[at]) for at in mine)), float(len(mine))) if mine else None


def _stretch(asked: Question) -> tuple[datetime, datetime]:
    past = asked.past
    start = past.midnight(asked.first)
    until = hearing.known_until(past.spans, past.moment)
    return start, max(start, min(past.midnight(asked.last + 1), until))


def _families(asked: Question) -> list[str]:
    return [one for one in FAMILIES if any(span.family == one for span in asked.past.spans)]


def coverage(asked: Question) -> Answer:
    families = _families(asked)
    if not families:
        return None
    start, end = _stretch(asked)
    hours = (end - start).total_seconds() / 3600
    return min(asked.heard(family) for family in families) * hours, hours


def gaps(asked: Question) -> Answer:
    families = _families(asked)
    if not families:
        return None
    start, end = _stretch(asked)
    return float(len({gap for family in families for gap in _gaps(asked, family, start, end)})), None


def _gaps(asked: Question, family: str, start: datetime, end: datetime) -> Iterator[tuple[object, ...]]:
    """Times in which a channel was not heard, cut where all of them fall silent; why, in one word."""
    spans = [span for span in asked.past.spans if span.family == family]
    channels = {span.channel for span in spans} - {None} or {None}
    edges = sorted({start, end} | {at for span in spans for at in (span.start, span.end) if start < at < end})
    runs: list[tuple[datetime, datetime, str]] = []
    for since, until in pairwise(edges):
        heard = {
            channel
            for channel in channels
            for span in spans
            if span.channel in (None, channel) and span.start <= since and span.end >= until
        }
        if heard == channels:
            continue
        was, will = any(span.end <= since for span in spans), any(span.start >= until for span in spans)
        whole = {(True, True): "between", (True, False): "after", (False, True): "before"}
        why = "channels" if heard else whole.get((was, will), "never")
        touches = bool(runs) and runs[-1][1:] == (since, why)
        runs.append((runs.pop()[0] if touches else since, until, why))
    yield from runs


def _came_in(asked: Question) -> Counter[str]:
    """What became of everything that came in on these days."""
    found = Counter[str]()
    for day, source, what, _ in _received(asked):
        if asked.first <= day < asked.end:
            found[what] += 1
            found["later"] += what == "new" and source in AFTERWARDS
    return found


def _received(asked: Question) -> Iterator[tuple[int, str, str, float]]:
    known: set[tuple[str, str]] = set()
    copies: set[tuple[str, str, datetime]] = set()
    for receipt in asked.past.told.receipts:
        day = receipt.at.astimezone(ZoneInfo(receipt.zone)).date().toordinal()
        for one in receipt.activities:
            copy = (one.kind, one.natural_id, one.occurred_at)
            what = "known" if copy in copies else "differing" if copy[:2] in known else "new"
            copies.add(copy)
            known.add(copy[:2])
            yield day, one.source, what, (receipt.at - one.occurred_at).total_seconds()
    for entry in asked.past.log:
        if entry.source not in SOURCES:  # the product's own: whoever is forgotten takes back their answers
            late = (entry.received_at - entry.occurred_at).total_seconds()
            yield asked.past.day(entry.received_at), entry.source, "new", late


def new(asked: Question) -> Answer:
    return float(_came_in(asked)["new"]), None


def known_already(asked: Question) -> Answer:
    found = _came_in(asked)
    told = found["new"] + found["known"] + found["differing"]
    return (float(found["known"]), float(told)) if told else None


def differing(asked: Question) -> Answer:
    return float(_came_in(asked)["differing"]), None


def afterwards(asked: Question) -> Answer:
    found = _came_in(asked)
    return (float(found["later"]), float(found["new"])) if found["new"] else None


def _lag(share: float) -> Callable[[Question], Answer]:
    def answer(asked: Question) -> Answer:
        late = [
            lag
            for day, source, what, lag in _received(asked)
            if asked.first <= day < asked.end and what == "new" and lag <= LIVE and source not in AFTERWARDS
        ]
        return (quantile(late, share, LAG_BOUNDS), None) if late else None

    return answer


def letters(asked: Question) -> Answer:
    past = asked.past
    start, end = past.midnight(asked.first), min(past.midnight(asked.last + 1), past.moment)
    return float(sum(start <= at < end for at in set(past.told.letters))), None


BELIEF: dict[str, Callable[[Question], Answer]] = {
    "id_coverage": id_coverage,
    "classification_coverage": classified,
    "tier_status": tier_status,
    "joins_known": joins_known,
    "event_times_known": times_known,
    "event_records": records,
    "logging_coverage": coverage,
    "logging_gaps": gaps,
    "intake_new": new,
    "intake_duplicates": known_already,
    "intake_differing": differing,
    "intake_backfill": afterwards,
    "lag_p50": _lag(0.5),
    "lag_p95": _lag(0.95),
    "dead_letters": letters,
}
