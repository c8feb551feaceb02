"""What docs/DATABASE.md shows: its questions, the columns that it explains, the KPIs that it names."""

import re
from pathlib import Path

_TEXT = (Path(__file__).parents[3] / "docs" / "DATABASE.md").read_text(encoding="utf-8")


def questions() -> list[str]:
    """Each question in SQL."""
    return re.findall(r"```sql\n(.+?);?\n```", _TEXT, re.DOTALL)


def explained() -> set[str]:
    """The columns that the table of columns explains."""
    table = _TEXT.partition("## What a row says")[2].partition("\n\nA published row")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def named_kpis() -> set[str]:
    """The KPIs that the questions ask for."""
    return {key for question in questions() for key in re.findall(r"kpi = '(\w+)'", question)}
