"""People talk: they come, move, fall silent and hang up."""

from tests.loopback.payloads.people import voice_state
from tests.loopback.scenes.stage import Stage
from tests.loopback.world.things import Channel, Guild, Member, VoiceState
from tests.loopback.world.truth import Spoke


class Voice(Stage):
    """Voice states as they change, and the true stays."""

    async def voice_joins(self, channel: Channel, member: Member) -> VoiceState:
        state = self.in_voice(channel, member)
        self._tell_state(state)
        return state

    async def voice_moves(self, member: Member, channel: Channel) -> None:
        state = member.guild.voice[member.id]
        self._hangs_up(state)
        state.channel = channel
        self.truth.voice.append(
            Spoke(guild=member.guild.id, channel=channel.id, member=member.id, start=self.world.clock.now())
        )
        self._tell_state(state)

    async def voice_leaves(self, member: Member) -> None:
        state = member.guild.voice.pop(member.id)
        self._hangs_up(state)
        self._tell_in(state.channel, "VOICE_STATE_UPDATE", voice_state(state, gone=True))

    async def voice_mutes(
        self,
        member: Member,
        *,
        self_mute: bool | None = None,
        self_deaf: bool | None = None,
        mute: bool | None = None,
        deaf: bool | None = None,
    ) -> None:
        """Changes who hears whom; the stay goes on."""
        state = member.guild.voice[member.id]
        changes = {"self_mute": self_mute, "self_deaf": self_deaf, "mute": mute, "deaf": deaf}
        if all(value is None for value in changes.values()):
            changes["self_mute"] = True
        for name, value in changes.items():
            if value is not None:
                setattr(state, name, value)
        self._tell_state(state)

    def afk_channel(self, guild: Guild, channel: Channel) -> None:
        """Where Discord puts those who said nothing for long."""
        guild.afk_channel = channel

    def _tell_state(self, state: VoiceState) -> None:
        self._tell_in(state.channel, "VOICE_STATE_UPDATE", voice_state(state))

    def _hangs_up(self, state: VoiceState) -> None:
        for one in reversed(self.truth.voice):
            if (one.guild, one.member, one.end) == (state.channel.guild.id, state.member.id, None):
                one.end = self.world.clock.now()
                return
