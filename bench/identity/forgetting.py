"""Forgetting somebody who did a lot, and linking an account of theirs: how long each takes."""

import json
import time
from datetime import datetime, timedelta
from typing import Final

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from application.community.forget import ForgetMember
from application.community.identity.accounts import LinkAccount
from application.community.record import RecordActivities
from application.insights.linked import LinkedFacts
from application.insights.sheets import Sheets
from bench.report.lines import Line, note, say
from bench.writing.front_door import BenchClock
from domain.community.log.activity import MESSAGE, Activity, Person
from domain.community.log.keys import Keyring
from domain.community.log.letters import Unreadable
from domain.insights.sheet import MEMBER_DAY
from domain.kernel.actors import COMMAND_LINE
from domain.kernel.ids import first_snowflake_at

GUILD: Final = 977_000_000_000_000_001
ACTIVITIES: Final = 100_000
LETTERS: Final = 10_000
PROMISE: Final = 60.0

_AT_ONCE: Final = 5_000
_SHE: Final = Person(id="977000000000000777", name="She who wrote a lot")


async def run(store: PostgresStore, facts: PostgresFacts) -> list[Line]:
    """A hundred thousand messages of one person, ten thousand broken records that name her, one account."""
    clock, keys = BenchClock(), Keyring(b"bench" * 8)
    record = RecordActivities(store=store, clock=clock, keys=keys)
    await _fill(record, clock)
    sheets = Sheets(LinkedFacts(facts, store), time.monotonic, fresh_for=0.0)
    before = await _messages(sheets)
    started = time.perf_counter()
    link = LinkAccount(store=store, clock=clock, keys=keys)
    await link(GUILD, _SHE.id, "steam", "76561198000000001", COMMAND_LINE)
    assert await _messages(sheets) == before
    linked = time.perf_counter() - started
    forget = ForgetMember(store=store, clock=clock, keys=keys)
    started = time.perf_counter()
    forgotten = await forget(GUILD, _SHE.id, COMMAND_LINE)
    taken = time.perf_counter() - started
    assert (forgotten.outside_ids, forgotten.letters) == (2, LETTERS)
    assert await _messages(sheets) == before == ACTIVITIES
    return [
        say(Line(name=f"forgetting somebody with {ACTIVITIES:,} activities and {LETTERS:,} dead letters",
                 value=taken, unit="s", target=f"< {PROMISE:g} s", met=taken < PROMISE)),
        say(Line(name="linking an account, until sheets are up to date", value=linked * 1000, unit="ms")),
    ]  # fmt: skip


async def _fill(record: RecordActivities, clock: BenchClock) -> None:
    start = clock.now() - timedelta(days=90)
    step = timedelta(days=89) / ACTIVITIES
    for first in range(0, ACTIVITIES, _AT_ONCE):
        await record([_message(number, start + number * step) for number in range(first, first + _AT_ONCE)])
    for first in range(0, LETTERS, _AT_ONCE):
        await record([_letter(number) for number in range(first, first + _AT_ONCE)])
    note(f"{ACTIVITIES:,} messages of one person, {LETTERS:,} dead letters")


def _message(number: int, at: datetime) -> Activity:
    subject = first_snowflake_at(at) + number % 1000
    return Activity(
        guild=GUILD,
        kind=MESSAGE,
        natural_id=str(subject),
        occurred_at=at,
        source="gateway",
        person=_SHE,
        channel=977_000_000_000_000_100 + number % 20,
        subject=subject,
        details={"type": 0, "length": 12},
    )


def _letter(number: int) -> Unreadable:
    record = {"id": str(number), "author": {"id": _SHE.id}}
    length = len(json.dumps(record))
    return Unreadable(
        guild=GUILD,
        source="ingest",
        reason="unreadable",
        detail="",
        record=record,
        length=length,
    )


async def _messages(sheets: Sheets) -> int:
    return int((await sheets.days(GUILD, MEMBER_DAY))["messages"].sum())
