"""Columns out of binary COPY: rows of one width are read as an array, without a Python object for each."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from adapters.postgres.link import Connection

Columns = Mapping[str, NDArray[Any]]

_HEADER: Final = 19
"""Bytes before the first row: signature, flags, length of the extension (PostgreSQL manual, COPY)."""
_TRAILER: Final = b"\xff\xff"


async def copy_columns(
    connection: Connection, query: str, *arguments: object, columns: Mapping[str, str]
) -> Columns:
    """The rows of a query by column; `columns` gives each one's numpy type, and none of them may be null.

    The types are those that the server sends: "i4" for integer, "i8" for bigint and timestamptz, "u1" for
    boolean.
    """
    arriving = Arriving(columns)
    await connection.copy_from_query(query, *arguments, output=arriving.take, format="binary")
    return arriving.columns()


class Arriving:
    """Reads the rows of each piece as it comes: while the server makes the next one, and in the processor's
    own memory. Never are all rows held beside their columns.

    A row is its number of fields (2 bytes), then for each field its length (4 bytes) and its value.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        layout: list[tuple[str, str]] = [("", ">i2")]
        for name, kind in columns.items():
            layout += [(f"{name} length", ">i4"), (name, f">{kind}")]
        self._row = np.dtype(layout)
        self._kinds = columns
        self._read: dict[str, list[NDArray[Any]]] = {name: [] for name in columns}
        self._missing = _HEADER
        self._rest = b""

    async def take(self, piece: bytes) -> None:
        if self._rest or self._missing:
            piece = self._rest + piece
            skipped = min(self._missing, len(piece))
            self._missing -= skipped
            piece = piece[skipped:]
        count = len(piece) // self._row.itemsize
        rows = np.frombuffer(piece, dtype=self._row, count=count)
        for name, kind in self._kinds.items():
            self._read[name].append(rows[name].astype(kind))
        self._rest = piece[count * self._row.itemsize :]

    def columns(self) -> Columns:
        """All of them, when the last piece has come; a column's pieces go as it is put together."""
        if self._rest != _TRAILER:
            raise ValueError("the rows that PostgreSQL copied are not of one width: is a column null?")
        return {
            name: np.concatenate([np.empty(0, dtype=kind), *self._read.pop(name)])
            for name, kind in self._kinds.items()
        }
