"""What one setting of an installation is."""

from collections.abc import Callable
from typing import Any, Final

import attrs

PREFIX: Final = "COMMUNITY_OS_"


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
    prefix: str = PREFIX
    """Empty for a name that every program of its kind reads, such as DISCORD_TOKEN."""

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return self.prefix + self.name

    @property
    def field(self) -> str:
        """Where it stands in `Settings`."""
        return self.name.lower()
