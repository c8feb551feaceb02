"""Facts of PostgreSQL keep what all facts promise."""

import pytest

from tests.contracts.events.kept import KeptCalendarsContract
from tests.contracts.facts import FactsContract

pytestmark = pytest.mark.postgres


class TestFacts(FactsContract):
    pass


class TestKeptCalendars(KeptCalendarsContract):
    pass
