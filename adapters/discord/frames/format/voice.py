"""Voice: who is in which channel; deaf and muted only where the guild switched that on."""

from adapters.discord.frames.format.members import Member
from adapters.discord.frames.format.parts import Id, Kept, Sent, Who, who


class VoiceState(Sent):
    """Somebody's voice as Discord sends it; without a channel they are not in voice."""

    user_id: Id
    channel_id: Id | None = None
    guild_id: Id | None = None
    member: Member | None = None
    deaf: bool = False
    mute: bool = False
    self_deaf: bool = False
    self_mute: bool = False


class Heard(Kept):
    """What is kept of somebody's voice: `deaf` and `muted` are None where the guild wants neither."""

    by: Who
    channel: Id | None = None
    deaf: bool | None = None
    muted: bool | None = None


def heard(sent: VoiceState, *, details: bool) -> Heard:
    """What is kept of somebody's voice."""
    member = sent.member
    if member is not None and member.user is not None and member.user.id == sent.user_id:
        by = who(member.user, member.nick)
    else:
        by = Who(sent.user_id)
    if not details:
        return Heard(by, sent.channel_id)
    return Heard(by, sent.channel_id, sent.deaf or sent.self_deaf, sent.mute or sent.self_mute)
