"""Whatever ends the client, another one is made after a pause; only a refused token is final."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence

import attrs
import discord
from discord.http import HTTPClient

from adapters.discord.client.addresses import reach
from adapters.discord.client.connected import Answering
from adapters.discord.client.ears import Admit, Ears
from adapters.discord.client.endings import REFUSED, HeldElsewhere, in_words, is_refusal, quiet_library
from adapters.discord.client.hearing.everything import Hearing
from adapters.discord.client.hearing.watchdog import Watchdog
from adapters.discord.client.http.budget import RefusalBudget, SessionBudget
from adapters.discord.client.intents import Portal, missing
from adapters.discord.client.lasting import lasting
from adapters.discord.client.pace import Pace
from domain.operations.bot import BotState, Phase, ShardState

_log = logging.getLogger(__name__)


@attrs.frozen(kw_only=True)
class Wish:
    """Which bot, where Discord is, and which of its connections are ours."""

    token: str = attrs.field(repr=False)
    api: str
    gateway: str
    shard_count: int | None = None
    shards: tuple[int, ...] = ()


class Listener:
    """Listens until cancelled, with one client after the other."""

    def __init__(
        self,
        wish: Wish,
        hearing: Hearing,
        *,
        admit: Admit | None = None,
        pace: Pace | None = None,
        answering: Answering | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`say` tells the person who started it what they have to mend."""
        self._wish = wish
        self._hearing = hearing
        self._pace = pace or Pace()
        self._say = say
        self._admit = admit or _always
        self._answering = answering
        self._budget = RefusalBudget(time.monotonic)
        self._begun = SessionBudget(time.monotonic, most=self._pace.sessions)
        self._portal = Portal()
        self._ears: Ears | None = None
        self._aside = ""
        self._closing: asyncio.Future[None] | None = None
        self._phase: Phase = "starting"
        self._words = ""
        self._since = hearing.clock.now()
        self._tries = 0

    async def run(self) -> None:
        """Listen; returns only when Discord refuses the token, since then no call may follow."""
        reach(self._wish.api, self._wish.gateway)
        quiet_library()
        telling = self._beside("noting what is heard", lambda: self._hearing.keep_telling(self._pace.notes))
        try:
            while self._phase != "refused":
                await self._once()
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            self._hearing.tell()
            self._hearing.last.keep(self._hearing.last_heard())
            if self._phase != "refused":
                self._enter("stopped", "")

    @property
    def http(self) -> HTTPClient | None:
        """Whatever is logged in now: everybody's requests are within the same limits."""
        ears = self._ears
        return ears.http if ears is not None and ears.admitted else None

    def step_aside(self, words: str) -> None:
        """Another process listens in our place: end the client, and try again later."""
        self._aside = words
        if self._ears is not None:
            self._closing = asyncio.ensure_future(self._ears.close())

    def state(self) -> BotState:
        """How it is now."""
        count = (self._ears.shard_count if self._ears else None) or self._wish.shard_count or 1
        shards = tuple(
            ShardState(
                shard=each.shard,
                count=count,
                phase="listening" if each.live else "reconnecting",
                since=each.since,
                guilds=each.guilds,
                last_heard=each.heard,
                last_event=each.event,
            )
            for each in self._hearing.shards.values()
        )
        listens = bool(shards) and all(each.phase == "listening" for each in shards)
        phase: Phase = self._phase
        if phase == "starting" and shards:
            phase = "listening" if listens else "reconnecting"
        return BotState(
            phase=phase,
            since=self._since,
            words=self._words,
            shards=shards,
            missing=missing(self._portal.granted) if self._portal.asked else (),
            quarantined=self._hearing.quarantined,
            invalid_requests=self._budget.refused,
            families=self._hearing.families,
        )

    async def _once(self) -> None:
        """One client, from its making to its end, and the pause after it."""
        began = time.monotonic()
        ears = self._ears = self._made()
        beside = [
            self._beside("asking for members", ears.listening.roll.run),
            self._beside("looking at invites", ears.listening.invites.run),
            self._beside("looking behind silences", ears.listening.proof.run),
            self._beside("watching over the connections", Watchdog(ears).run),
            asyncio.create_task(self._until_refused(ears), name="until the token is refused"),
        ]
        client = asyncio.create_task(ears.start(self._wish.token), name="the client")
        try:
            await asyncio.wait([client])
        finally:
            ears.admitted = False
            await _for_certain(_hang_up(ears, [client, *beside]), self._pace.stop + 2)
            self._hearing.away()
        problem = None if client.cancelled() else client.exception()
        if time.monotonic() - began > self._pace.healthy:
            self._tries = 0
        await self._after(problem)

    def _beside(self, name: str, work: Callable[[], Awaitable[None]]) -> "asyncio.Task[None]":
        return asyncio.create_task(lasting(name, work, self._pace.notes), name=name)

    def _made(self) -> Ears:
        self._enter("starting", "")
        ears = Ears(
            hearing=self._hearing,
            portal=self._portal,
            budget=self._budget,
            begun=self._begun,
            pace=self._pace,
            admit=self._admit,
            shard_count=self._wish.shard_count,
            shards=self._wish.shards,
        )
        if self._answering is not None:
            ears.answered_by(self._answering)
        return ears

    async def _after(self, problem: BaseException | None) -> None:
        """Pause as long as the end of a client asks for; a refused token ends everything."""
        if self._budget.wrong_token.is_set() or is_refusal(problem):
            self._budget.wrong_token.set()
            self._enter("refused", REFUSED)
            _log.error("%s", REFUSED)
            self._say(REFUSED)
            return
        if isinstance(problem, discord.PrivilegedIntentsRequired):
            self._portal.refused = True
        aside, self._aside = self._aside, ""
        if aside or isinstance(problem, HeldElsewhere):
            pause, words = self._pace.held, aside or str(problem)
            self._say(words)
        else:
            self._tries += 1
            longest = min(self._pace.longest_back_off, self._pace.back_off * 2.0 ** min(self._tries, 20))
            pause, words = longest * random.uniform(0.5, 1), in_words(problem)  # noqa: S311
        self._enter("waiting", words)
        _log.warning("%s; tried again in %.0f s", words, pause)
        await asyncio.sleep(pause)

    async def _until_refused(self, ears: Ears) -> None:
        """Hang up once any request was told that the token is wrong."""
        await self._budget.wrong_token.wait()
        await ears.close()

    def _enter(self, phase: Phase, words: str) -> None:
        self._phase, self._words, self._since = phase, words, self._hearing.clock.now()


async def _hang_up(ears: Ears, tasks: Sequence[asyncio.Task[None]]) -> None:
    """End a client and what is beside it; the library sometimes takes no notice of being cancelled."""
    for task in tasks:
        task.cancel()
    await ears.close()
    await asyncio.wait(tasks, timeout=1)


async def _for_certain(work: Coroutine[None, None, None], seconds: float) -> None:
    """Do it even while being cancelled."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=seconds)
        raise


async def _always(_: int, __: Sequence[int]) -> None:
    """Nobody else is asked."""
