"""Where somebody is: the address of the page says it all, so it can be shared, and back and forward work."""

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import attrs

from domain.kernel.ids import snowflake

DEFAULT_WINDOW = "30d"
_LONGEST = 64
"""No window or date is longer; the rest of what somebody pastes would only fill an error message."""

_LONGER = {"show": 400}
"""A file names every number that its card draws."""

_MOST_DIGITS = 19
"""Of an id as Discord makes them; numbers of members have less (pages/page.py)."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")

_OF_A_LIST = ("search", "show", "tier", "sort", "page", "month", "type", "host", "by", "only", "grain")
_NAMES = {"only": "of"}
"""What the address calls otherwise than we do."""


@attrs.frozen(kw_only=True)
class Place:
    """A page, and the guild, window and moment that it is asked for; None where the address is silent.

    `search`, `show`, `tier`, `sort` and `page` are of a list: what is searched, which group, which tier,
    in which order, which page of it; `month`, `type` and `host` are of the calendar; `by`, `only` and `grain`
    are of one number: what it is taken apart by, which group it is of, and its course by day, week or month.
    They are left behind on the way to another page, and another list begins at its first page.
    """

    path: str = "/"
    guild: str | None = None
    window: str | None = None
    as_of: str | None = None
    search: str | None = None
    show: str | None = None
    tier: str | None = None
    sort: str | None = None
    page: str | None = None
    month: str | None = None
    type: str | None = None
    host: str | None = None
    by: str | None = None
    only: str | None = None
    grain: str | None = None

    @classmethod
    def of(cls, path: object, search: object) -> "Place":
        """Read the address; what it repeats counts once, what we do not know is left alone."""
        path = _written(path) if isinstance(path, str) else "/"
        search = _written(search) if isinstance(search, str) else ""
        try:
            asked = parse_qs(search.lstrip("?"), max_num_fields=50)
        except ValueError:
            asked = {}
        first = {
            name: values[0].strip()[: _LONGER.get(name, _LONGEST)] for name, values in asked.items() if values
        }
        # Two slashes in front would make a link of ours one to another host, and so would a backslash.
        trimmed = "/" + path.strip("/").lstrip("/\\")
        return cls(
            path=trimmed,
            guild=first.get("guild") or None,
            window=first.get("window") or None,
            as_of=first.get("as-of") or first.get("as_of") or None,
            **{name: first.get(_NAMES.get(name, name)) or None for name in _OF_A_LIST},
        )

    @property
    def guild_id(self) -> int | None:
        """The guild of the address, if it names one; raises Invalid when that is no id."""
        return None if self.guild is None else snowflake(self.guild, where="the community in the address")

    @property
    def number(self) -> int | None:
        """The number of the thing that the page is of, such as a member; None of a page of many."""
        last = self.path.rpartition("/")[2]
        fits = last.isdecimal() and last.isascii() and len(last) <= _MOST_DIGITS
        return int(last) if fits and str(int(last)) == last else None

    @property
    def key(self) -> str | None:
        """The key of the number that the page is of; None of any other page."""
        shelf, _, last = self.path.rpartition("/")
        return last if shelf and _KEY.fullmatch(last) else None

    @property
    def shelf(self) -> str:
        """The path of the page that the thing with that number stands on; else this page's own."""
        return self.path if self.number is None else self.path.rpartition("/")[0] or "/"

    @property
    def window_text(self) -> str:
        """The window that is asked for."""
        return self.window or DEFAULT_WINDOW

    @property
    def href(self) -> str:
        """The address of this place."""
        asked: dict[str, str | None] = {"guild": self.guild, "window": self.window, "as-of": self.as_of}
        asked |= {_NAMES.get(name, name): getattr(self, name) for name in _OF_A_LIST}
        said = urlencode({name: text for name, text in asked.items() if text})
        return self.path + ("?" + said if said else "")

    def at(self, **changes: Any) -> "Place":
        """The same place but for these."""
        left = _OF_A_LIST if changes.get("path", self.path) != self.path else ("page",)
        behind: dict[str, Any] = dict.fromkeys(left)
        return attrs.evolve(self, **(behind | changes))


def custom_window(dates: object) -> str | None:
    """FROM..TO of two picked days; None until both are there."""
    if not isinstance(dates, list) or len(dates) != 2:
        return None
    first, last = (_day(str(picked)[:10]) for picked in dates)
    return f"{first}..{last}" if first and last else None


def picked_days(window_text: str) -> list[str] | None:
    """The two days of a FROM..TO window, or None for any other text."""
    days = [_day(part) for part in window_text.split("..")]
    return [day.isoformat() for day in days if day] if len(days) == 2 and all(days) else None


def picked_day(as_of: str | None) -> date | None:
    """The day of an as-of, with or without a time; None where it is none."""
    return _day((as_of or "")[:10])


def _written(text: str) -> str:
    """Without halves of characters, which only a message can hold and no address can."""
    return text.encode("utf-8", "replace").decode()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
