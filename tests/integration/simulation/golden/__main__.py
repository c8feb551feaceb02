"""`python -m tests.integration.simulation.golden`: says what is read otherwise, and writes it down."""

import asyncio
import json
import sys

from tests.integration.simulation.golden import GOLDEN, changes, read_all
from tests.integration.simulation.golden.readings import Numbers


def main() -> None:
    """Write the golden readings anew, and say what changed."""
    after = asyncio.run(read_all())
    before = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    for line in changes(before, after):
        sys.stdout.write(f"{line}\n")
    GOLDEN.write_text(f"{written(after)}\n", encoding="utf-8")


def written(told: Numbers) -> str:
    """A line for each reading, so that a change is seen where it is."""
    parts = []
    for asked, readings in told.items():
        lines = ",\n".join(f"  {_json(key)}: {_json(one)}" for key, one in readings.items())
        parts.append(f" {_json(asked)}: {{\n{lines}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


main()
