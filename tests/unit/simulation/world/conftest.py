"""Worlds that many tests look at and none changes."""

import pytest

from tests.builders.worlds import OnFile, a_world_on_file


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> OnFile:
    """Everything that can befall a community."""
    return a_world_on_file(tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="package")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> OnFile:
    """The same people, and nothing befalls them."""
    return a_world_on_file(tmp_path_factory.mktemp("none"), scenarios=())
