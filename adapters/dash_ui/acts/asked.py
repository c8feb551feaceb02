"""What a form asks: its fields as they came, read with care; every refusal names its field."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from domain.kernel.actors import Actor
from domain.kernel.errors import Invalid
from domain.kernel.instants import zone

_LONGEST: Final = 4000
_MOST: Final = 500
_DIGITS: Final = 19


@attrs.frozen(kw_only=True)
class Asked:
    """Who asks, of which guild, and what the form holds.

    The actor of an act that only looks may be None.
    """

    guild: int
    given: Mapping[str, Any]
    actor: Actor | None = None

    @property
    def by(self) -> Actor:
        """Who asks; an act that changes something is never run without."""
        if self.actor is None:
            raise Invalid("say who you are first")
        return self.actor

    def has(self, name: str) -> bool:
        """Whether the form sent that field at all; a form of changes sends only what was changed."""
        return name in self.given

    def text(self, name: str, *, longest: int = _LONGEST) -> str:
        """A text without blanks around it; '' where it is empty."""
        value = self.given.get(name, "")
        if not isinstance(value, str):
            raise Invalid(f"{name}: write a text here")
        value = value.replace("\r\n", "\n").strip()
        if len(value) > longest:
            raise Invalid(f"{name}: at most {longest} letters fit here; these are {len(value)}")
        return value

    def needed(self, name: str, words: str, *, longest: int = _LONGEST) -> str:
        """A text that has to be there; `words` say what is missing."""
        text = self.text(name, longest=longest)
        if not text:
            raise Invalid(f"{name}: {words}")
        return text

    def yes(self, name: str) -> bool:
        """Whether a switch is on."""
        value = self.given.get(name, False)
        if not isinstance(value, bool):
            raise Invalid(f"{name}: this is either on or off")
        return value

    def whole(self, name: str) -> int | None:
        """A whole number, None where the field is empty."""
        text = self._plain(name)
        if not text:
            return None
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS):
            raise Invalid(f"{name}: write a whole number, such as 15")
        return int(text)

    def number(self, name: str) -> float | None:
        """A number, None where the field is empty."""
        text = self._plain(name)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise Invalid(f"{name}: write a number, such as 0.5") from None
        if not math.isfinite(value):
            raise Invalid(f"{name}: write a number, such as 0.5")
        return value

    def moment(self, name: str, zone_name: str) -> datetime | None:
        """A day and time of a zone, None where the field is empty."""
        text = self._plain(name)
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise Invalid(f"{name}: pick a day and a time") from None
        return local if local.tzinfo else local.replace(tzinfo=zone(zone_name))

    def many(self, name: str) -> list[str]:
        """Everything that was picked in a field of many."""
        value = self.given.get(name, [])
        if isinstance(value, str):
            value = [value] if value else []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Invalid(f"{name}: pick from the list")
        if len(value) > _MOST:
            raise Invalid(f"{name}: at most {_MOST} can be picked")
        return list(dict.fromkeys(value))

    def ids(self, name: str) -> list[int]:
        """The same, as ids or numbers of members."""
        picked = self.many(name)
        if not all(each.isascii() and each.isdecimal() and len(each) <= _DIGITS for each in picked):
            raise Invalid(f"{name}: pick from the list")
        return [int(each) for each in picked]

    def _plain(self, name: str) -> str:
        value = self.given.get(name, "")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Invalid(f"{name}: write a number here")
        return str(value).strip()[:64]
