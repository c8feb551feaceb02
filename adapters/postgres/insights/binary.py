"""Columns out of binary COPY: rows of one width are read as an array, without a Python object for each."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from adapters.postgres.link import Connection

Columns = Mapping[str, NDArray[Any]]

_HEADER: Final = 19
"""Bytes before the first row: signature, flags, length of the extension (PostgreSQL manual, COPY)."""
_TRAILER: Final = 2


async def copy_columns(
    connection: Connection, query: str, *arguments: object, columns: Mapping[str, str]
) -> Columns:
    """The rows of a query by column; `columns` gives each one's numpy type, and none of them may be null.

    The types are those that the server sends: "i4" for integer, "i8" for bigint and timestamptz, "u1" for
    boolean.
    """
    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        pieces.append(piece)

    await connection.copy_from_query(query, *arguments, output=keep, format="binary")
    return _decode(b"".join(pieces), columns)


def _decode(copied: bytes, columns: Mapping[str, str]) -> Columns:
    """A row is its number of fields (2 bytes), then for each field its length (4 bytes) and its value."""
    layout: list[tuple[str, str]] = [("", ">i2")]
    for name, kind in columns.items():
        layout += [(f"{name} length", ">i4"), (name, f">{kind}")]
    row = np.dtype(layout)
    rows, rest = divmod(len(copied) - _HEADER - _TRAILER, row.itemsize)
    if rest:
        raise ValueError("the rows that PostgreSQL copied are not of one width: is a column null?")
    table = np.frombuffer(copied, dtype=row, count=rows, offset=_HEADER)
    return {name: table[name].astype(kind) for name, kind in columns.items()}
