"""The container: everything in it can be built, for every storage."""

from pathlib import Path

import pytest
from dependency_injector import providers

from adapters.postgres.link import Database, DatabaseAddress
from application.use_cases import UseCases
from bootstrap.container import Container
from domain.community.log.keys import Keyring


def a_container(storage: str) -> Container:
    nowhere = Database(DatabaseAddress.parse("postgresql://nobody@127.0.0.1:1/nothing"))
    return Container(
        storage=storage,
        database=nowhere,
        keys=Keyring(b"s" * 32),
        cache_bytes=1_000_000,
        bookmarks_folder=Path("/nowhere"),
    )


@pytest.mark.parametrize("storage", ["memory", "postgres"])
def test_every_provider_builds_what_it_says(storage):
    container = a_container(storage)
    container.check_dependencies()
    for name, provider in container.providers.items():
        assert provider() is not None, name
    assert isinstance(container.use_cases(), UseCases)


def test_the_storage_decides_where_every_use_case_looks():
    for storage, technology in (("memory", "MemoryStore"), ("postgres", "PostgresStore")):
        use_cases = a_container(storage).use_cases()
        assert type(use_cases.store).__name__ == technology
        assert use_cases.show_top.store is use_cases.store
        assert use_cases.record.store is use_cases.store


def test_nothing_in_it_has_to_be_awaited():
    """An asynchronous provider turns everything that depends on it into a Future, unseen by types."""
    asynchronous = (providers.Coroutine, providers.Resource)
    assert not [name for name, provider in Container.providers.items() if isinstance(provider, asynchronous)]
