"""Every setting of an installation: one table, from which .env.example and OPERATIONS are made."""

from collections.abc import Callable
from typing import Any, Final

import attrs

from bootstrap.settings.values import database, folder, host, hosts, longer_than, one_of, whole_number

PREFIX: Final = "COMMUNITY_OS_"
_HOW_TO_MAKE_ONE: Final = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' prints a good one"


@attrs.frozen(kw_only=True)
class Setting:
    """One setting: `default` is read like any other text; None means that there is none."""

    name: str
    group: str
    meaning: str
    read: Callable[[str], Any]
    default: str | None
    shown: str
    """The default in words."""

    example: str

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.name

    @property
    def field(self) -> str:
        """Where it stands in `Settings`."""
        return self.name.lower()


TABLE: Final[tuple[Setting, ...]] = (
    Setting(
        name="HOME",
        group="Where things are",
        meaning="the data folder: the embedded database, the secret, the demo",
        read=folder,
        default=None,
        shown="`~/.local/share/community-os` (macOS: `~/Library/Application Support/community-os`)",
        example="/var/lib/community-os-data",
    ),
    Setting(
        name="HOST",
        group="Web",
        meaning="the address to listen on; anything but loopback lets others in: read Let your team in first",
        read=host,
        default="127.0.0.1",
        shown="`127.0.0.1`",
        example="127.0.0.1",
    ),
    Setting(
        name="PORT",
        group="Web",
        meaning="the port of the dashboard",
        read=whole_number(1, 65535),
        default="8050",
        shown="`8050`",
        example="8050",
    ),
    Setting(
        name="ALLOWED_HOSTS",
        group="Web",
        meaning="further names by which browsers may reach the dashboard, between commas",
        read=hosts,
        default="",
        shown="none",
        example="community.example.org",
    ),
    Setting(
        name="TRUSTED_PROXIES",
        group="Web",
        meaning="addresses of reverse proxies whose word on https and the visitor's address is believed",
        read=hosts,
        default="127.0.0.1,::1",
        shown="`127.0.0.1,::1`",
        example="127.0.0.1,::1",
    ),
    Setting(
        name="STAFF_PASSWORD",
        group="Web",
        meaning="one password for the whole team, asked before any page; off when not set",
        read=longer_than(10, "four random words make a good one"),
        default=None,
        shown="off",
        example="correct horse battery staple",
    ),
    Setting(
        name="SECRET",
        group="Where things are",
        meaning="hashes ids and signs cookies; it must never change, since all would count twice",
        read=longer_than(16, _HOW_TO_MAKE_ONE),
        default=None,
        shown="the file `secret` in the data folder, made at the first start",
        example="(32 random bytes as text)",
    ),
    Setting(
        name="DATABASE_URL",
        group="Database",
        meaning="another PostgreSQL (15 or newer) than the embedded one",
        read=database("DATABASE_URL"),
        default=None,
        shown="the embedded PostgreSQL",
        example="postgresql://community:PASSWORD@db.example.org:5432/community",
    ),
    Setting(
        name="DATABASE_DIRECT_URL",
        group="Database",
        meaning="the same database without the pooler, for migrations; needed when the first is a pooler",
        read=database("DATABASE_DIRECT_URL"),
        default=None,
        shown="`COMMUNITY_OS_DATABASE_URL`",
        example="postgresql://community:PASSWORD@db.example.org:5432/community",
    ),
    Setting(
        name="DATABASE_TIMEOUT",
        group="Database",
        meaning="seconds that one statement may take",
        read=whole_number(1, 3600),
        default="30",
        shown="`30`",
        example="30",
    ),
    Setting(
        name="DATABASE_CONNECTIONS",
        group="Database",
        meaning="connections that one process opens at most",
        read=whole_number(2, 500),
        default="10",
        shown="`10`",
        example="10",
    ),
    Setting(
        name="MEMORY_MB",
        group="Database",
        meaning="megabytes of counted facts that are kept in memory for quick answers",
        read=whole_number(16, 65536),
        default="112",
        shown="`112`",
        example="512",
    ),
    Setting(
        name="LOG_LEVEL",
        group="Log",
        meaning="how much is logged: debug, info, warning, error",
        read=one_of("debug", "info", "warning", "error"),
        default="info",
        shown="`info`",
        example="info",
    ),
    Setting(
        name="LOG_FORMAT",
        group="Log",
        meaning="text for people, json for machines; auto is text on a terminal and json elsewhere",
        read=one_of("auto", "text", "json"),
        default="auto",
        shown="`auto`",
        example="json",
    ),
)
