"""When a rule of RFC 5545 occurs, in wall time."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice, takewhile
from typing import Final

from domain.kernel.errors import Invalid

MOST_OCCURRENCES: Final = 1000
"""Of one look ahead: a rule that occurs more often repeats by the minute, and is a slip of the pen."""

_SINCE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - rules are of wall time


class DateutilRules:
    """Rules as python-dateutil reads them."""

    def checked(self, rule: str) -> str:
        """The rule in its normal form; Invalid says what is wrong with it."""
        text = rule.strip().upper().removeprefix("RRULE:")
        self._read(text, _SINCE)
        return text

    def occurrences(
        self, rule: str, first: datetime, after: datetime, before: datetime
    ) -> Sequence[datetime]:
        """Wall times of [after, before) at which it occurs."""
        found = self._read(rule, first).xafter(after, inc=True)
        return list(islice(takewhile(lambda at: at < before, found), MOST_OCCURRENCES))

    def _read(self, rule: str, first: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN202
        from dateutil.rrule import rrulestr

        try:
            return rrulestr(rule, dtstart=first)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise Invalid(f"repeats: {rule!r} is no rule such as FREQ=WEEKLY;BYDAY=TU ({problem})") from None
