"""What a run brings in batch by batch, kept in mind until it has ended and can be published at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from application.community.ports import Store
from application.community.published.asking import publish_past
from application.community.record import Answer
from domain.community.log.activity import Activity
from domain.community.log.letters import Unreadable


@attrs.define
class Brought:
    """The earliest that was new of each community."""

    _since: dict[int, datetime] = attrs.field(factory=dict)

    def add(self, records: Iterable[Activity | Unreadable], answers: Sequence[Answer]) -> None:
        """Records that are in the log now, or parked."""
        for record, answer in zip(records, answers, strict=True):
            if answer.outcome == "accepted" and isinstance(record, Activity):
                at = record.occurred_at
                self._since[record.guild] = min(self._since.get(record.guild, at), at)

    async def publish(self, store: Store, now: datetime) -> None:
        """Ask for it where days that are over have changed, once for each community."""
        for guild, since in sorted(self._since.items()):
            async with store.writing(guild) as work:
                await publish_past(work, guild, since, now)
