"""The embedded PostgreSQL: nothing to install, one server for every command that uses the same home folder."""

from adapters.postgres.server.embedded import EmbeddedServer, embedded_server
from adapters.postgres.server.faults import ServerUnusable

__all__ = ["EmbeddedServer", "ServerUnusable", "embedded_server"]
