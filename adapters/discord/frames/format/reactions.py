"""Reactions: who put which emoji on whose message, and who took it away."""

from adapters.discord.frames.format.members import Member
from adapters.discord.frames.format.parts import Id, Kept, Sent, Who, who
from domain.community.log.emoji import emoji_name


class Emoji(Sent):
    """An emoji: a custom one has an id, any other is its own name."""

    id: Id | None = None
    name: str | None = None


class Reaction(Sent):
    """A reaction that came or went; where all of them went, nobody and maybe no emoji is named."""

    channel_id: Id
    message_id: Id
    guild_id: Id | None = None
    user_id: Id | None = None
    member: Member | None = None
    emoji: Emoji | None = None
    message_author_id: Id | None = None


class Reacted(Kept):
    """What is kept of a reaction."""

    channel: Id
    message: Id
    emoji: str | None = None
    by: Who | None = None
    toward: Id | None = None


def reacted(sent: Reaction) -> Reacted:
    """What is kept of a reaction."""
    emoji, member, by = sent.emoji, sent.member, None
    if member is not None and member.user is not None and member.user.id == sent.user_id:
        by = who(member.user, member.nick)
    elif sent.user_id is not None:
        by = Who(sent.user_id)
    return Reacted(
        sent.channel_id,
        sent.message_id,
        emoji_name(emoji.id, emoji.name) if emoji is not None else None,
        by,
        sent.message_author_id,
    )
