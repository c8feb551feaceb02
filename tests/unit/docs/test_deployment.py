"""The files that run the product day and night name only what there is: commands, settings, paths."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from adapters.cli.program import COMMANDS
from adapters.http_api.health import mount_health
from bootstrap.settings import TABLE
from tests.unit.house.repository import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "community-os.service"
SETTINGS = {setting.variable for setting in TABLE}
KNOWN = {name for section in COMMANDS.values() for name in section}


def instructions() -> Iterator[tuple[str, str]]:
    """Each instruction of the Dockerfile with all of its lines."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    for line in joined.splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()


def of_the_image(word: str) -> list[str]:
    return [rest for each, rest in instructions() if each == word]


def compose() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return found


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


def test_what_is_copied_into_the_image_is_there_and_reaches_the_builder() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sources = [
        source
        for rest in of_the_image("COPY")
        if not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    assert sources
    for source in sources:
        assert (ROOT / source).exists()
        assert f"!{source}" in ignored
    assert ignored[1] == "*"
    packages = {source for source in sources if (ROOT / source).is_dir()}
    assert packages == {"domain", "application", "adapters", "bootstrap"}


def test_the_image_runs_the_whole_product_without_rights_and_ends_in_order() -> None:
    assert json.loads(of_the_image("ENTRYPOINT")[-1]) == ["community-os"]
    assert set(json.loads(of_the_image("CMD")[-1])) <= KNOWN
    assert of_the_image("STOPSIGNAL") == ["SIGTERM"]
    assert of_the_image("USER")[-1] not in ("root", "0")
    home = dict(re.findall(r"(COMMUNITY_OS_\w+)=(\S+)", DOCKERFILE))["COMMUNITY_OS_HOME"]
    assert of_the_image("VOLUME") == [home] == of_the_image("WORKDIR")[-1:]


def test_the_image_installs_only_what_is_pinned_with_a_hash() -> None:
    installs = [part for rest in of_the_image("RUN") for part in rest.split("&&") if "pip install" in part]
    assert len(installs) == 2
    assert "--require-hashes --no-deps -r requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation ." in installs[1]


def test_the_image_is_healthy_by_an_address_that_is_answered() -> None:
    app = FastAPI()
    mount_health(app, _never, version="")
    routes = {route.path for route in app.routes if isinstance(route, APIRoute)}
    (check,) = re.findall(r"\+ '(/\w+)'", DOCKERFILE)
    assert check in routes


async def _never() -> None:
    raise NotImplementedError


def test_every_setting_that_is_named_is_one() -> None:
    places = (
        DOCKERFILE,
        (ROOT / "compose.yaml").read_text(encoding="utf-8"),
        UNIT.read_text(encoding="utf-8"),
    )
    named = {name for text in places for name in re.findall(r"COMMUNITY_OS_[A-Z_]+", text)}
    assert named and named <= SETTINGS


def test_one_service_runs_by_default_and_what_it_keeps_is_in_a_volume() -> None:
    services = compose()["services"]
    assert [name for name, each in services.items() if "profiles" not in each] == ["community-os"]
    own = services["community-os"]
    home = own["environment"]["COMMUNITY_OS_HOME"]
    assert [volume for volume in own["volumes"] if volume.split(":")[1] == home]
    assert {volume.split(":")[0] for each in services.values() for volume in each["volumes"]} == set(
        compose()["volumes"]
    )
    assert own["ports"] == ["127.0.0.1:8050:8050"], "open to the world without anybody having decided it"
    assert own["cap_drop"] == ["ALL"]


def test_the_database_beside_it_is_one_that_we_work_with() -> None:
    postgres = compose()["services"]["postgres"]
    assert int(postgres["image"].split(":")[1]) >= 15
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert "postgresql://community:PASSWORD@postgres:5432/community" in text
    assert (postgres["environment"]["POSTGRES_USER"], postgres["environment"]["POSTGRES_DB"]) == (
        "community",
        "community",
    )


def test_the_service_starts_the_whole_product_and_writes_only_where_it_keeps_its_data() -> None:
    service = unit()["Service"]
    program, command = shlex.split(service["ExecStart"])
    assert program.endswith("/.venv/bin/community-os") and command in KNOWN
    folder = f"/var/lib/{service['StateDirectory']}"
    assert service["Environment"] == f"COMMUNITY_OS_HOME={folder}"
    assert service["WorkingDirectory"] == folder
    assert (service["ProtectSystem"], service["Restart"]) == ("strict", "on-failure")
    assert service["KillMode"] == "process"


def test_systemd_has_no_objection_to_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not here")
    text = UNIT.read_text(encoding="utf-8")
    here = re.sub(r"^(ExecStart)=\S+", r"\1=/bin/true", text, flags=re.MULTILINE)
    here = re.sub(r"^(User|Group)=.*$", r"\1=root", here, flags=re.MULTILINE)
    copy = tmp_path / "community-os-tried.service"
    copy.write_text(here, encoding="utf-8")
    done = subprocess.run([analyze, "verify", copy], capture_output=True, text=True, timeout=60, check=False)
    assert copy.name not in done.stderr, done.stderr
    assert done.returncode == 0
