"""People write, edit and delete; others react."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tests.loopback.payloads.messages import emoji as written_emoji
from tests.loopback.payloads.messages import message_frame
from tests.loopback.payloads.people import member as written_member
from tests.loopback.scenes.stage import Stage
from tests.loopback.world.ids import made_at
from tests.loopback.world.things import Channel, Member, Message, Role, User
from tests.loopback.world.truth import Reacted

REPLY = 19


class Talk(Stage):
    """Messages and reactions as they happen."""

    async def member_writes(
        self,
        channel: Channel,
        member: Member,
        content: str = "hello",
        *,
        reply_to: Message | None = None,
        mentions: Sequence[Member] = (),
        mention_roles: Sequence[Role] = (),
        everyone: bool = False,
        attachments: int = 0,
        embeds: int = 0,
        stickers: int = 0,
        type: int | None = None,
        at: datetime | None = None,
        id: int | None = None,
    ) -> Message:
        """Somebody (or a bot) writes; a system message is one with a `type` of its own."""
        message = Message(
            id=id or self.world.ids.next(at),
            channel=channel,
            author=member.user,
            at=self.world.clock.now(),
            content=content,
            type=type if type is not None else REPLY if reply_to else 0,
            answers=reply_to,
            mentions=tuple(mentions),
            mention_roles=tuple(mention_roles),
            everyone=everyone,
            attachments=attachments,
            embeds=embeds,
            stickers=stickers,
        )
        return self._says(message)

    async def webhook_writes(self, channel: Channel, content: str = "a build passed") -> Message:
        """A webhook writes: its author is nobody of the guild."""
        hook = User(id=self.world.ids.next(), name="builds", bot=True)
        now = self.world.clock.now()
        message = Message(
            id=self.world.ids.next(), channel=channel, author=hook, at=now, content=content, webhook=hook.id
        )
        return self._says(message)

    def _says(self, message: Message) -> Message:
        message.at = made_at(message.id)
        message.channel.keep(message)
        self.truth.wrote(message, visible=self.world.sees(message.channel), live=True)
        self._tell_message("MESSAGE_CREATE", message)
        return message

    def _tell_message(self, name: str, message: Message) -> None:
        full = message_frame(message, me=self.world.bot, readable=True)
        bare = message_frame(message, me=self.world.bot, readable=False)
        self._tell_in(message.channel, name, full, text=bare)

    async def edits(self, message: Message, content: str = "hello, better said") -> None:
        message.content, message.edited_at = content, self.world.clock.now()
        self.truth.messages[message.id].edits += 1
        self._tell_message("MESSAGE_UPDATE", message)

    async def unfurls(self, message: Message) -> None:
        """Discord adds the preview of a link: an update that is no edit."""
        message.embeds += 1
        self._tell_message("MESSAGE_UPDATE", message)

    async def deletes(self, message: Message) -> None:
        self._goes(message)
        self._tell_in(message.channel, "MESSAGE_DELETE", {"id": str(message.id), **_place(message)})

    async def bulk_deletes(self, messages: Sequence[Message]) -> None:
        """A moderator purges messages of one channel."""
        for message in messages:
            self._goes(message)
        ids = [str(message.id) for message in messages]
        self._tell_in(messages[0].channel, "MESSAGE_DELETE_BULK", {"ids": ids, **_place(messages[0])})

    def _goes(self, message: Message) -> None:
        message.channel.lose(message)
        self.truth.messages[message.id].deleted = True

    async def reacts(self, member: Member, message: Message, emoji: str = "👍") -> None:
        """Adding the same emoji twice is one reaction, as it is on Discord."""
        people = message.reactions.setdefault(emoji, {})
        if member.id in people:
            return
        people[member.id] = member.user
        self.truth.reactions.append(
            Reacted(
                guild=message.channel.guild.id,
                channel=message.channel.id,
                message=message.id,
                member=member.id,
                emoji=emoji,
                at=self.world.clock.now(),
                visible=self.world.sees(message.channel),
            )
        )
        frame = self._reaction(member.user, message, emoji)
        frame |= {"member": written_member(member), "message_author_id": str(message.author.id)}
        self._tell_in(message.channel, "MESSAGE_REACTION_ADD", frame)

    async def unreacts(self, member: Member | User, message: Message, emoji: str = "👍") -> None:
        people = message.reactions.get(emoji, {})
        user = member.user if isinstance(member, Member) else member
        if people.pop(user.id, None) is None:
            return
        self._reactions_go(message, emoji, [user.id])
        self._tell_in(message.channel, "MESSAGE_REACTION_REMOVE", self._reaction(user, message, emoji))

    async def clears_reactions(self, message: Message, emoji: str | None = None) -> None:
        """A moderator removes all reactions, or all of one emoji."""
        for name in [emoji] if emoji else list(message.reactions):
            self._reactions_go(message, name, message.reactions.pop(name, {}))
        frame = {"message_id": str(message.id), **_place(message)}
        if emoji is None:
            self._tell_in(message.channel, "MESSAGE_REACTION_REMOVE_ALL", frame)
        else:
            frame["emoji"] = written_emoji(emoji)
            self._tell_in(message.channel, "MESSAGE_REACTION_REMOVE_EMOJI", frame)

    def _reactions_go(self, message: Message, emoji: str, people: Iterable[int]) -> None:
        now, whose = self.world.clock.now(), set(people)
        for one in self.truth.reactions:
            if (one.message, one.emoji, one.gone_at) == (message.id, emoji, None) and one.member in whose:
                one.gone_at = now

    def _reaction(self, user: User, message: Message, emoji: str) -> dict[str, object]:
        return {
            "user_id": str(user.id),
            "message_id": str(message.id),
            "emoji": written_emoji(emoji),
            "burst": False,
            "type": 0,
            **_place(message),
        }


def _place(message: Message) -> dict[str, str]:
    return {"channel_id": str(message.channel.id), "guild_id": str(message.channel.guild.id)}
