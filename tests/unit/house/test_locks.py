"""What `make demo` installs is pinned, hashed, and the same wherever it comes from."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.unit.house.repository import ROOT

RUNTIME, DEV, INSTALLER = "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"
PYTHONS = ("3.11", "3.12", "3.13")


def text(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str, python: str) -> dict[str, Version]:
    """The version of each package that the lock gives to this Python on Linux."""
    here = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    found: dict[str, Version] = {}
    for line in re.findall(r"^\S.*(?=\\$)", text(lock), re.MULTILINE):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(here):
            (pin,) = requirement.specifier
            found[canonicalize_name(requirement.name)] = Version(pin.version)
    return found


def asked_for(*extras: str) -> Iterator[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    yield from map(Requirement, project["build-system"]["requires"])
    yield from map(Requirement, project["project"]["dependencies"])
    for extra in extras:
        yield from map(Requirement, project["project"]["optional-dependencies"][extra])


@pytest.mark.parametrize("lock", [RUNTIME, DEV, INSTALLER])
def test_a_lock_names_no_url_and_no_index(lock: str) -> None:
    assert "://" not in text(lock)
    assert not re.findall(r"^\s*--(?!hash=sha256:[0-9a-f]{64})", text(lock), re.MULTILINE)


@pytest.mark.parametrize("lock", [RUNTIME, DEV, INSTALLER])
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=\S)", text(lock), flags=re.MULTILINE)[1:]
    assert entries
    assert not [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("lock", "extras"), [(RUNTIME, ()), (DEV, ("test", "check", "bench"))])
def test_the_lock_gives_each_python_what_pyproject_asks_for(
    lock: str, extras: tuple[str, ...], python: str
) -> None:
    pinned = pins(lock, python)
    unmet = [
        str(need)
        for need in asked_for(*extras)
        if (pin := pinned.get(canonicalize_name(need.name))) is None or pin not in need.specifier
    ]
    assert not unmet, "run `make lock`"


@pytest.mark.parametrize("python", PYTHONS)
def test_the_tests_run_on_what_the_demo_installs(python: str) -> None:
    assert pins(RUNTIME, python).items() <= pins(DEV, python).items()
