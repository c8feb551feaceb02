"""The front door on PostgreSQL keeps what it promises on every store."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.postgres.community import PostgresStore
from adapters.postgres.link import Database
from domain.community.events.event import Event
from domain.community.log.activity import Activity
from tests.contracts.events.gathering import CALENDARS, COMINGS, check_attendance
from tests.contracts.front_door import FrontDoorContract, check_any_order, check_writers_at_once
from tests.contracts.strategies import HISTORIES, ZONES

pytestmark = pytest.mark.postgres

FEWER = settings(max_examples=max(20, settings.default.max_examples // 3))


class TestFrontDoor(FrontDoorContract):
    @FEWER
    @given(HISTORIES, st.sampled_from(ZONES), st.randoms(use_true_random=False))
    async def test_any_order_and_any_cut_count_the_same(
        self, a_database: Database, history: list[Activity], zone: str, draw: Random
    ) -> None:
        await check_any_order(PostgresStore(a_database), history, zone, draw)

    @FEWER
    @given(HISTORIES, st.randoms(use_true_random=False))
    async def test_writers_at_once_count_the_same(
        self, a_database: Database, history: list[Activity], draw: Random
    ) -> None:
        await check_writers_at_once([PostgresStore(a_database) for _ in range(3)], history, draw)

    @FEWER
    @given(COMINGS, CALENDARS, st.sampled_from(ZONES), st.randoms(use_true_random=False))
    async def test_who_came_is_the_same_whatever_was_told_first(
        self, a_database: Database, history: list[Activity], events: list[Event], zone: str, draw: Random
    ) -> None:
        await check_attendance(PostgresStore(a_database), history, events, zone, draw)
