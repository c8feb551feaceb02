"""The log, members and projections of guilds, in PostgreSQL."""

from adapters.postgres.community.store import PostgresStore

__all__ = ["PostgresStore"]
