"""Documents that are made from the code: `make docs` writes them, a test fails when one is stale."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.report.document import document as benchmarks
from docs.activities import activities_guide, activities_schema
from docs.api import openapi
from docs.connecting import setup_guide
from docs.kpis import glossary, kpis_guide
from docs.settings import env_example, operations_guide

ROOT: Final = Path(__file__).resolve().parent.parent

DOCUMENTS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("docs/ACTIVITIES.md", activities_guide),
    ("docs/activities.schema.json", activities_schema),
    ("docs/OPERATIONS.md", operations_guide),
    ("docs/DISCORD_SETUP.md", setup_guide),
    ("docs/KPIS.md", kpis_guide),
    ("docs/GLOSSARY.md", glossary),
    (".env.example", env_example),
    ("docs/API/openapi.yaml", openapi),
    ("docs/BENCHMARKS.md", lambda: benchmarks(ROOT)),
)
"""Each document, and the function that makes the whole of it."""


def stale(root: Path = ROOT) -> list[str]:
    """The documents that say something else than the code does."""
    return [name for name, make in DOCUMENTS if _present(root / name) != make()]


def write(root: Path = ROOT) -> list[str]:
    """Write those that are stale; returns them."""
    written = stale(root)
    for name, make in DOCUMENTS:
        if name in written:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(make(), encoding="utf-8", newline="\n")
    return written


def _present(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main() -> int:
    """Write the documents; with --check only say which are stale, and end with 1 if any is."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if any is stale")
    check = parser.parse_args().check
    names = stale() if check else write()
    for name in names:
        print(f"{name} is stale: run `make docs`" if check else f"{name} written")
    return 1 if check and names else 0


if __name__ == "__main__":
    sys.exit(main())
