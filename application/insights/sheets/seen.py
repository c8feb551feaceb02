"""What the last looks at guilds found new, of as many guilds as there may be."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import attrs

from application.insights.ports import Revisions

_REMEMBERED: Final = 64
"""Looks whose answers are kept: a page that is drawn several times a second needs no other question."""

MOST_GUILDS: Final = 1_000
"""Whoever asks for guilds that there are not shall not fill the memory with them."""


@attrs.define
class Seen:
    """The newest revision known of a guild, when that was asked, and what the last looks found new."""

    revision: int = 0
    asked_at: float = float("-inf")
    last_activity: datetime | None = None
    looks: deque[tuple[int, Revisions]] = attrs.field(factory=lambda: deque(maxlen=_REMEMBERED))

    def note(self, news: Revisions, now: float) -> None:
        """Take in what a look found."""
        if news.latest < self.revision:
            self.looks.clear()
        elif news.latest > self.revision:
            self.looks.append((self.revision, news))
        self.revision, self.last_activity, self.asked_at = news.latest, news.last_activity, now

    def since(self, revision: int) -> Revisions | None:
        """What changed after a revision; None where the looks do not reach back so far."""
        kept = [(before, news) for before, news in self.looks if news.latest > revision]
        if not kept or kept[0][0] > revision:
            return None
        return Revisions(
            latest=self.revision,
            days=frozenset().union(*(news.days for _, news in kept)),
            members=any(news.members for _, news in kept),
            last_activity=self.last_activity,
            events=any(news.events for _, news in kept),
            answers=any(news.answers for _, news in kept),
        )


class SeenGuilds:
    """What was seen of each guild; of too many those looked at longest ago are forgotten."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, Seen] = OrderedDict()

    def __iter__(self) -> Iterator[int]:
        return iter(self._seen)

    def of(self, guild: int) -> Seen:
        """What was seen of a guild: nothing yet where it is new, or was forgotten."""
        seen = self._seen.setdefault(guild, Seen())
        self._seen.move_to_end(guild)
        return seen

    def too_many(self) -> list[int]:
        """Forget what is too much, and say of which guilds."""
        return [self._seen.popitem(last=False)[0] for _ in range(len(self._seen) - MOST_GUILDS)]
