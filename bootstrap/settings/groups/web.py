"""The dashboard, and who reaches it."""

from typing import Final

from bootstrap.settings.setting import Setting
from bootstrap.settings.values import host, hosts, longer_than, whole_number

_GROUP: Final = "Web"

WEB: Final[tuple[Setting, ...]] = (
    Setting(
        name="HOST",
        group=_GROUP,
        meaning="the address to listen on; anything but loopback lets others in: read Let your team in first",
        read=host,
        default="127.0.0.1",
        shown="`127.0.0.1`",
        example="127.0.0.1",
    ),
    Setting(
        name="PORT",
        group=_GROUP,
        meaning="the port of the dashboard",
        read=whole_number(1, 65535),
        default="8050",
        shown="`8050`",
        example="8050",
    ),
    Setting(
        name="ALLOWED_HOSTS",
        group=_GROUP,
        meaning="further names by which browsers may reach the dashboard, between commas",
        read=hosts,
        default="",
        shown="none",
        example="community.example.org",
    ),
    Setting(
        name="TRUSTED_PROXIES",
        group=_GROUP,
        meaning="addresses of reverse proxies whose word on https and the visitor's address is believed",
        read=hosts,
        default="127.0.0.1,::1",
        shown="`127.0.0.1,::1`",
        example="127.0.0.1,::1",
    ),
    Setting(
        name="STAFF_PASSWORD",
        group=_GROUP,
        meaning="one password for the whole team, asked before any page; off when not set",
        read=longer_than(10, "four random words make a good one"),
        default=None,
        shown="off",
        example="correct horse battery staple",
    ),
)
