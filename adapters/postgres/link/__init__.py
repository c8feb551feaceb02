"""The link to any PostgreSQL >= 15: addresses, pools, units of work, migrations, and one kind of absence."""

from adapters.postgres.link.address import DatabaseAddress
from adapters.postgres.link.database import Database
from adapters.postgres.link.faults import AwayReason, DatabaseAway
from adapters.postgres.link.limits import LinkLimits
from adapters.postgres.link.migrate import MigrationProblem, MigrationStatus, migrate, status
from adapters.postgres.link.pool import Connection, open_pool

__all__ = [
    "AwayReason",
    "Connection",
    "Database",
    "DatabaseAddress",
    "DatabaseAway",
    "LinkLimits",
    "MigrationProblem",
    "MigrationStatus",
    "migrate",
    "open_pool",
    "status",
]
