"""What a store promises of the keys of other programs."""

import secrets
from typing import Any

import attrs
import pytest

from application.operations.keys.ports import ApiKeys
from domain.kernel.errors import Conflict
from domain.operations.keys import ApiKey
from tests.builders.activities import DAY, HOUR, TIME_ZERO


def a_key(**changes: Any) -> ApiKey:
    """A key of its own id that may read numbers of one guild."""
    plain = ApiKey(
        id=secrets.token_hex(4),
        name="Grafana",
        hash=b"h" * 16,
        scopes=frozenset({"read:kpis", "read:events"}),
        guild=2**62,
        per_minute=60,
        created_at=TIME_ZERO,
        created_by="command line",
        expires_at=TIME_ZERO + DAY,
    )
    return attrs.evolve(plain, **changes)


class ApiKeysContract:
    """A leaf provides the fixture `api_keys`."""

    async def test_a_key_is_read_back_as_it_was_kept(self, api_keys: ApiKeys) -> None:
        one, other = a_key(), a_key(guild=None, expires_at=None)
        await api_keys.add(one)
        await api_keys.add(other)
        assert await api_keys.of([one.id, other.id, "00000000"]) == {one.id: one, other.id: other}

    async def test_an_id_is_given_once(self, api_keys: ApiKeys) -> None:
        one = a_key()
        await api_keys.add(one)
        with pytest.raises(Conflict):
            await api_keys.add(attrs.evolve(one, name="another"))
        assert (await api_keys.of([one.id]))[one.id].name == one.name

    async def test_all_are_listed_in_the_order_in_which_they_were_made(self, api_keys: ApiKeys) -> None:
        later, earlier = a_key(created_at=TIME_ZERO + HOUR), a_key()
        await api_keys.add(later)
        await api_keys.add(earlier)
        mine = [key.id for key in await api_keys.all() if key.id in (later.id, earlier.id)]
        assert mine == [earlier.id, later.id]

    async def test_a_revoked_key_stays_revoked_since_the_first_time(self, api_keys: ApiKeys) -> None:
        one = a_key()
        await api_keys.add(one)
        first = await api_keys.revoke(one.id, TIME_ZERO + HOUR)
        again = await api_keys.revoke(one.id, TIME_ZERO + DAY)
        assert first == again == one.revoked(TIME_ZERO + HOUR)
        assert await api_keys.of([one.id]) == {one.id: first}
        assert await api_keys.revoke("ffffffff", TIME_ZERO) is None

    async def test_the_last_use_never_goes_back(self, api_keys: ApiKeys) -> None:
        one = a_key()
        await api_keys.add(one)
        await api_keys.used(one.id, TIME_ZERO + HOUR)
        await api_keys.used(one.id, TIME_ZERO)
        assert (await api_keys.of([one.id]))[one.id].used_at == TIME_ZERO + HOUR
