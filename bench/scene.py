"""What every part of the benchmarks is given: the large guild, and the ways to it."""

from pathlib import Path

import asyncpg
import attrs

from adapters.postgres.community import PostgresStore
from adapters.postgres.insights import PostgresFacts
from adapters.postgres.link import Database
from bench.made.world import World


@attrs.frozen(kw_only=True)
class Scene:
    """The database that holds the guild, as the product reaches it and by a connection of its own.

    `home` is a folder for whatever a part has to write; it goes when the benchmarks end. `keeps` is whether
    this run is of full size, so that what it says is kept among the documents.
    """

    made: World
    dsn: str
    home: Path
    connection: asyncpg.Connection
    database: Database
    store: PostgresStore
    facts: PostgresFacts
    keeps: bool
