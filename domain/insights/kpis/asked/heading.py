"""What an answer of a community begins with, whatever was asked."""

from datetime import datetime
from typing import Any

import attrs

from domain.kernel.windows import AsOf, Window


@attrs.frozen(kw_only=True, eq=False)
class Heading:
    """Of whom an answer is, of which days, as of when, and how fresh."""

    guild: int
    guild_name: str
    window: Window
    as_of: AsOf
    time_zone: str
    opened_at_last_day: bool
    """No moment was asked for and nobody listens: it is as of the community's last day."""

    last_activity: datetime | None

    @property
    def told(self) -> dict[str, Any]:
        """What it says, for an answer that begins with it."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(Heading)}
