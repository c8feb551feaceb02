"""Voice: arrivals and departures, and the details that a guild may want."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from adapters.discord.frames.format.voice import Heard
from adapters.discord.frames.reading.moment import Moment, person
from application.community.hearing.told import InVoice, Told
from domain.community.log.activity import VOICE_JOINED, VOICE_LEFT, VOICE_STATE, Activity

_MOST: Final = 10_000
"""Members of one guild who are in voice at a time; Discord itself allows fewer in all of its channels."""


class _State(NamedTuple):
    deaf: bool
    muted: bool
    alone: bool
    afk: bool


class _Presence:
    """Somebody in voice, and what was last told of them."""

    __slots__ = ("heard", "told")

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.told: _State | None = None


class Voices:
    """Reads voice states; remembers who is where, since most of them change nothing that counts."""

    def __init__(self) -> None:
        self._guilds: dict[int, dict[int, _Presence]] = {}
        self._afk: dict[int, int | None] = {}

    def present(self, voices: Iterable[Heard], afk: int | None, now: Moment) -> Iterator[Told]:
        """Everybody who is in voice when the bot arrives."""
        self.afk_is(afk, now)
        there = {one.by.id: _Presence(one) for one in voices if one.channel is not None}
        self._guilds[now.guild] = there
        everybody = {
            person(one.heard.by): one.heard.channel for one in there.values() if one.heard.channel is not None
        }
        yield InVoice(guild=now.guild, at=now.at, present=everybody)
        yield from self._details(there, now)

    def afk_is(self, channel: int | None, now: Moment) -> None:
        """The channel to which Discord moves who is away."""
        self._afk[now.guild] = channel

    def changed(self, heard: Heard, now: Moment) -> Iterator[Activity]:
        """Somebody came, went, moved, or did what is told only where the guild wants it."""
        there = self._guilds.setdefault(now.guild, {})
        before = there.get(heard.by.id)
        if heard.channel is None:
            there.pop(heard.by.id, None)
            yield now.tells(VOICE_LEFT, heard.by, channel=None if before is None else before.heard.channel)
        else:
            if before is None or before.heard.channel != heard.channel:
                yield now.tells(VOICE_JOINED, heard.by, channel=heard.channel)
                there.pop(heard.by.id, None)
                there[heard.by.id] = _Presence(heard)
            else:
                before.heard = heard
            while len(there) > _MOST:
                del there[next(iter(there))]
        yield from self._details(there, now)

    def _details(self, there: dict[int, _Presence], now: Moment) -> Iterator[Activity]:
        people = Counter(one.heard.channel for one in there.values() if not one.heard.by.bot)
        for user, one in there.items():
            others = people[one.heard.channel] - (not one.heard.by.bot)
            state = self._state(one.heard, others, now.guild)
            if state is None or state == one.told:
                continue
            one.told = state
            yield now.tells(
                VOICE_STATE,
                one.heard.by,
                channel=one.heard.channel,
                natural_id=f"{now.id}:{user}",
                **state._asdict(),
            )

    def _state(self, heard: Heard, others: int, guild: int) -> _State | None:
        """None where the guild does not want to know; a bot is no company."""
        if heard.deaf is None or heard.muted is None:
            return None
        afk = self._afk.get(guild)
        return _State(heard.deaf, heard.muted, others == 0, afk is not None and heard.channel == afk)
