"""The data register: what every table holds, whom it concerns, and how long it stays.

Privacy documents, erasure, retention, export and distribution are loops over it, and a test compares
it with the database.
"""

from typing import Final, Literal

from domain.operations.data_register.instance import INSTANCE
from domain.operations.data_register.tables import Change, Retention, Table
from domain.operations.data_register.tenants import TENANTS

REGISTER: Final[tuple[Table, ...]] = (*TENANTS, *INSTANCE)
"""Every table of the product, those of the tenants first."""


def tables(scope: Literal["tenant", "instance"]) -> list[Table]:
    """The tables of one scope."""
    return [table for table in REGISTER if table.scope == scope]


__all__ = ["REGISTER", "Change", "Retention", "Table", "tables"]
