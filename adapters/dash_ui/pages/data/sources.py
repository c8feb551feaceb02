"""What the sources of activities are called by whoever does not run them."""

from collections.abc import Mapping
from typing import Final

_NAMES: Final[Mapping[str, str]] = {
    "gateway": "the bot",
    "backfill": "catching up",
    "history": "history files",
    "ingest": "another program",
    "simulation": "the simulation",
    "community-os": "the product itself",
}
"""Any other source is called what it calls itself."""


def source_name(source: str) -> str:
    """The name of a source within a sentence."""
    return _NAMES.get(source, source)


def source_title(source: str) -> str:
    """The name of a source at the beginning of a line."""
    name = source_name(source)
    return name[:1].upper() + name[1:]
