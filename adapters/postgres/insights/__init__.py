"""Facts as columns, read from PostgreSQL by binary COPY."""

from adapters.postgres.insights.facts import PostgresFacts

__all__ = ["PostgresFacts"]
