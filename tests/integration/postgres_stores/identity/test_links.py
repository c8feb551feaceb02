"""Links and codes in PostgreSQL keep what all links and codes promise."""

import pytest

from tests.contracts.identity.links import LinksContract
from tests.contracts.identity.traces import TracesContract

pytestmark = pytest.mark.postgres


class TestLinks(LinksContract):
    pass


class TestTraces(TracesContract):
    pass
