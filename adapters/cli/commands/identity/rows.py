"""Rows of a CSV file that says whose accounts are whose."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.kernel.errors import Invalid, NotFound, OverLimit

if TYPE_CHECKING:
    from application.community.identity.linking import Wanted

_COLUMNS: Final = ("discord_id", "source", "id")
_MOST: Final = 100_000
"""Rows of one file: they are held against the guild in one piece when it is only tried."""


def read_rows(path: str) -> "list[Wanted]":
    """Every row with the line that it stands on; Invalid where it is no such file."""
    from application.community.identity.linking import Wanted

    found: list[Wanted] = []
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            names = [(name or "").strip().lower() for name in rows.fieldnames or ()]
            if missing := [name for name in _COLUMNS if name not in names]:
                raise Invalid(
                    f"{path}: the first line has to name the columns {', '.join(_COLUMNS)};"
                    f" {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
                )
            rows.fieldnames = names
            for row in rows:
                if len(found) == _MOST:
                    raise OverLimit(f"{path} has more than {_MOST} rows: split it")
                discord_id, source, external_id = (row[name] or "" for name in _COLUMNS)
                found.append(Wanted(discord_id, source, external_id, f"line {rows.line_num}"))
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    except (UnicodeDecodeError, csv.Error):
        raise Invalid(f"{path} is no CSV file in UTF-8") from None
    return found
