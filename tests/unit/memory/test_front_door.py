"""The front door on memory keeps what it promises on every store."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.memory.community import MemoryStore
from domain.community.events.event import Event
from domain.community.log.activity import Activity
from tests.contracts.events.gathering import CALENDARS, COMINGS, check_attendance
from tests.contracts.front_door import FrontDoorContract, check_any_order, check_writers_at_once
from tests.contracts.strategies import HISTORIES, ZONES


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return MemoryStore()


class TestFrontDoor(FrontDoorContract):
    @given(HISTORIES, st.sampled_from(ZONES), st.randoms(use_true_random=False))
    async def test_any_order_and_any_cut_count_the_same(
        self, store: MemoryStore, history: list[Activity], zone: str, draw: Random
    ) -> None:
        await check_any_order(store, history, zone, draw)

    @given(HISTORIES, st.randoms(use_true_random=False))
    async def test_writers_at_once_count_the_same(
        self, store: MemoryStore, history: list[Activity], draw: Random
    ) -> None:
        await check_writers_at_once([store, store], history, draw)

    @given(COMINGS, CALENDARS, st.sampled_from(ZONES), st.randoms(use_true_random=False))
    async def test_who_came_is_the_same_whatever_was_told_first(
        self, store: MemoryStore, history: list[Activity], events: list[Event], zone: str, draw: Random
    ) -> None:
        await check_attendance(store, history, events, zone, draw)
