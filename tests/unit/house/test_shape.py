"""Rooms that one can see at a glance: short modules, few in a folder, nothing that does not belong."""

from collections import Counter

import pytest

from tests.unit.house.repository import ROOT, files, modules

MOST_LINES = 300
MOST_MODULES = 11
MOST_BYTES = 1_000_000

# Split, so that this file does not name them itself.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("pypi", "python", "org"),
        ("registry", "npmjs", "org"),
        ("yarnpkg", "com"),
        ("anaconda", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("proxy", "golang", "org"),
    )
)


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules()}
    long = [f"{path}: {lines} lines" for path, lines in lengths.items() if lines > MOST_LINES]
    assert not long, "split by idea, not by size:\n" + "\n".join(long)


def test_no_folder_is_crowded() -> None:
    shelved = [path for path in files() if path.suffix in {".py", ".sql"} and "migrations" not in path.parts]
    crowded = [
        f"{folder}/ holds {count} modules"
        for folder, count in Counter(path.parent for path in shelved).items()
        if count > MOST_MODULES
    ]
    assert not crowded, f"at most {MOST_MODULES}; open a room:\n" + "\n".join(crowded)


def test_no_large_file_is_kept() -> None:
    large = [
        f"{path}: {size} bytes" for path in files() if (size := (ROOT / path).stat().st_size) > MOST_BYTES
    ]
    assert not large, "\n".join(large)


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_package_registry(host: str) -> None:
    """Where packages come from is the installer's setting, not the project's: mirrors must keep working."""
    assert not [str(path) for path in files() if host.encode() in (ROOT / path).read_bytes().lower()]
