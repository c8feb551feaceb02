"""What every store promises, as suites that a leaf class runs for each store.

A leaf provides the fixture `store` (and `facts`); each test works in a fresh guild and commits.
"""

import secrets

import pytest

for _suite in (
    "counters", "events", "facts", "front_door", "guild", "hearing", "identity", "intake", "letters", "log",
    "members", "operations", "outbox", "published", "spans", "store",
):  # fmt: skip
    pytest.register_assert_rewrite(f"{__name__}.{_suite}")


class Contract:
    """A suite of promises."""

    @pytest.fixture
    def guild(self) -> int:
        return a_guild()


def a_guild() -> int:
    """A guild that nobody ever heard of."""
    return secrets.randbelow(2**62) + 1
