"""Links and codes in PostgreSQL keep what all links and codes promise."""

import pytest

from tests.contracts.identity.links import LinksContract

pytestmark = pytest.mark.postgres


class TestLinks(LinksContract):
    pass
