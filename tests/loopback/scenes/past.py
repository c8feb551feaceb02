"""The past that only REST knows: messages and reactions from before anybody listened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from tests.loopback.scenes.stage import Stage
from tests.loopback.world.things import Channel, Member, Message
from tests.loopback.world.truth import Reacted


@attrs.define(kw_only=True)
class Said:
    """One message of the past; `reactions` are who reacted with which emoji."""

    member: Member
    at: datetime
    content: str = "long ago"
    reply_to: Message | None = None
    type: int = 0
    reactions: Mapping[str, Sequence[Member]] = attrs.field(factory=dict)


class Past(Stage):
    """What was said while nobody listened."""

    def history_of(self, channel: Channel, said: Iterable[Said]) -> list[Message]:
        """Put these messages into a channel; no frame tells of them."""
        visible = self.world.sees(channel)
        made = []
        for one in said:
            message = Message(
                id=self.world.ids.next(one.at),
                channel=channel,
                author=one.member.user,
                at=one.at,
                content=one.content,
                type=19 if one.reply_to else one.type,
                answers=one.reply_to,
            )
            channel.keep(message)
            self.truth.wrote(message, visible=visible, live=False)
            for emoji, people in one.reactions.items():
                self._reacted(message, emoji, people, visible)
            made.append(message)
        return made

    def chatter(
        self, channel: Channel, people: Sequence[Member], count: int, *, start: datetime, every: timedelta
    ) -> list[Message]:
        """A regular conversation: `count` messages, one after `every`, the people taking turns."""
        return self.history_of(
            channel,
            (
                Said(member=people[n % len(people)], at=start + every * n, content=f"line {n}")
                for n in range(count)
            ),
        )

    def _reacted(self, message: Message, emoji: str, people: Sequence[Member], visible: bool) -> None:
        message.reactions[emoji] = {member.id: member.user for member in people}
        self.truth.reactions.extend(
            Reacted(
                guild=message.channel.guild.id,
                channel=message.channel.id,
                message=message.id,
                member=member.id,
                emoji=emoji,
                at=message.at,
                visible=visible,
            )
            for member in people
        )
