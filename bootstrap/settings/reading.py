"""Reads the settings: everything that is wrong is told at once."""

import difflib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from bootstrap.settings.setting import PREFIX, Setting
from bootstrap.settings.table import TABLE
from bootstrap.settings.values import Hidden

if TYPE_CHECKING:
    from adapters.postgres.link import DatabaseAddress

_NOT_OURS: Final = "COMMUNITY_OS_TEST_"


@attrs.frozen(kw_only=True)
class Settings:
    """The settings of an installation, read and checked; `warnings` are for the log."""

    home: Path
    host: str
    port: int
    allowed_hosts: tuple[str, ...]
    trusted_proxies: tuple[str, ...]
    staff_password: Hidden | None
    secret: Hidden | None
    database_url: "DatabaseAddress | None"
    database_direct_url: "DatabaseAddress | None"
    database_timeout: int
    database_connections: int
    memory_mb: int
    backup_dir: Path | None
    """None is the folder `backups` in the data folder."""

    backups_kept: int
    log_level: str
    log_format: str
    discord_token: Hidden | None
    guilds: tuple[int, ...]
    """The guilds to listen to; none is all that the bot is in."""

    discord_api: str
    discord_gateway: str
    shard_count: int | None
    """None is as Discord recommends."""

    shards: tuple[int, ...]
    """The shards of this process; none is all of them."""

    backfill_days: int | None
    reactors_days: int | None
    """How far back to ask Discord; None is all the past."""

    journal_mb: int
    warnings: tuple[str, ...] = ()


class SettingsProblems(Exception):
    """What is wrong with the settings, all of it at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(environment: Mapping[str, str], written: Mapping[str, str | None] | None = None) -> Settings:
    """Read the settings from the environment, then from `.env` (`written`), then from the defaults.

    An empty value counts as not set. Raises SettingsProblems with everything that is wrong.
    """
    given = {name: value for name, value in {**(written or {}), **environment}.items() if value}
    problems: list[str] = []
    values: dict[str, Any] = {}
    for setting in TABLE:
        text = given.get(setting.variable, setting.default)
        try:
            values[setting.field] = _absent(setting, given) if text is None else setting.read(text)
        except ValueError as problem:
            problems.append(f"{setting.variable}: {problem}")
    problems += _disagreements(given, values)
    if problems:
        raise SettingsProblems(problems + unknown_names(given))
    return Settings(**values, warnings=tuple(unknown_names(given)))


def read_dotenv(path: Path) -> dict[str, str | None]:
    """The settings in a `.env` file; nothing in it is expanded, so a password may hold a `$`."""
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return dict(dotenv_values(path, interpolate=False, encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsProblems([f"{path}: it cannot be read ({problem}): mend or remove it"]) from None


def _disagreements(given: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[str]:
    """What is right by itself, and not beside another setting."""
    if PREFIX + "DATABASE_DIRECT_URL" in given and PREFIX + "DATABASE_URL" not in given:
        yield (
            f"{PREFIX}DATABASE_DIRECT_URL is set without {PREFIX}DATABASE_URL: set both, or neither "
            "to use the embedded database"
        )
    shards, count = values.get("shards", ()), values.get("shard_count")
    if shards and PREFIX + "SHARD_COUNT" not in given:
        yield f"{PREFIX}SHARDS is set without {PREFIX}SHARD_COUNT: say of how many shards these are some"
    elif shards and count is not None and shards[-1] >= count:
        yield f"{PREFIX}SHARDS: there is no shard {shards[-1]} of {count}: they are counted from 0"


def unknown_names(given: Mapping[str, str]) -> list[str]:
    """A sentence about each variable that looks like ours and is none."""
    known = [setting.variable for setting in TABLE]
    sentences = []
    for name in sorted(given):
        if name.startswith(PREFIX) and not name.startswith(_NOT_OURS) and name not in known:
            bare = name.removeprefix(PREFIX)
            near = [bare] if bare in known else difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "the settings are listed in docs/OPERATIONS.md"
            sentences.append(f"{name} is not a setting: {hint}")
    return sentences


def data_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where programs of this platform keep their data."""
    try:
        own = Path.home()
    except RuntimeError:
        raise ValueError("you have no home folder here: name the data folder") from None
    if platform == "darwin":
        return own / "Library" / "Application Support" / "community-os"
    chosen = environment.get("XDG_DATA_HOME", "")
    base = Path(chosen) if chosen and Path(chosen).is_absolute() else own / ".local" / "share"
    return base / "community-os"


def _absent(setting: Setting, given: Mapping[str, str]) -> Path | None:
    return data_folder(given) if setting.name == "HOME" else None
