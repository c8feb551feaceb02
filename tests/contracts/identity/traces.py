"""What a store promises of an erasure beside the member list: settings, readings that wait, events."""

from datetime import timedelta

import attrs
import pytest

from application.community.backfill.ports import Reactors
from application.community.ports import Store
from domain.community.events.event import Event, Status
from domain.community.events.plan import Plan
from tests.builders.activities import TIME_ZERO
from tests.contracts import Contract
from tests.contracts.guild import FIRST

ADA = "810000000000000001"


def an_event(event_id: int = 7, **texts: str) -> Event:
    plan = attrs.evolve(
        Plan(title="Trivia", starts_at=TIME_ZERO, ends_at=TIME_ZERO + timedelta(hours=1)), **texts
    )
    return Event(event_id=event_id, plan=plan, status=Status.PLANNED)


class TracesContract(Contract):
    """Nothing beside the member list names somebody who was erased; what names others stays."""

    async def test_the_history_of_settings_keeps_that_it_was_changed_and_not_by_whom(
        self, store: Store, guild: int
    ) -> None:
        other = attrs.evolve(FIRST, version=2, changed_by="Adam")
        async with store.writing(guild) as work:
            await work.guild.add_settings(FIRST)
            await work.guild.add_settings(other)
            await work.traces.empty(names=["ADA"], outside_ids=[])
            assert await work.guild.settings() == [attrs.evolve(FIRST, changed_by=""), other]

    async def test_a_reading_that_waits_behind_somebody_begins_again(self, store: Store, guild: int) -> None:
        waiting = [
            Reactors(message=1, channel=2, parent=None, emoji="🎉", burst=False, after=int(ADA)),
            Reactors(message=2, channel=2, parent=None, emoji="🎉", burst=False, after=5),
        ]
        async with store.writing(guild) as work:
            await work.backfills.ask(waiting)
            await work.traces.empty(names=[], outside_ids=[ADA, "76561198000000001234567", "nobody"])
            found = {one.message: one.after for one in await work.backfills.to_ask(above=0, most=9)}
        assert found == {1: 0, 2: 5}

    async def test_an_id_in_what_was_written_of_an_event_is_taken_out(self, store: Store, guild: int) -> None:
        async with store.writing(guild) as work:
            await work.events.put(
                [
                    an_event(7, title=f"Ask <@{ADA}>", description=f"by <@!{ADA}> or {ADA}", place="here"),
                    an_event(8, title="20 questions", description="with 12"),
                ]
            )
            await work.traces.empty(names=["Trivia"], outside_ids=[ADA, "12"])
            found = await work.events.of([7, 8])
        assert found[7].plan.title == "Ask (erased)"
        assert found[7].plan.description == "by (erased) or (erased)"
        assert found[8] == an_event(8, title="20 questions", description="with 12")

    @pytest.mark.parametrize("outside", ["%", "_", "\\", "' or 1=1"])
    async def test_an_id_is_nothing_but_text(self, store: Store, guild: int, outside: str) -> None:
        plain = an_event(7, description="100 % _ sure \\ ' or 1=1")
        async with store.writing(guild) as work:
            await work.events.put([plain])
            await work.traces.empty(names=[outside], outside_ids=[outside, outside * 12])
            assert (await work.events.of([7]))[7] == plain
