"""Where members ask: it outlives every client, and knows whether there is a store to ask."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import attrs
import discord

from adapters.discord.commands.frame.asked import Asked, Interaction
from adapters.discord.commands.frame.granting import Granting
from adapters.discord.commands.frame.library.registering import Registering
from adapters.discord.commands.frame.pacing import Pacing
from adapters.discord.commands.frame.recording import note
from adapters.discord.commands.frame.refusals import Ended
from application.clock import Clock
from application.use_cases import UseCases
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from adapters.discord.commands.frame.forms import Form

_REMEMBERED: Final = 2_000
_MOST: Final = 300
"""So many are answered at once: more would not be answered in time anyway."""

_log = logging.getLogger(__name__)


@attrs.frozen(kw_only=True)
class Patience:
    """How long each step may take, in seconds."""

    acknowledge: float = 2.8
    """Discord waits three seconds for the first answer."""

    work: float = 12.0
    """A person looks at "thinking" for so long before they are told that the database is away."""

    say: float = 20.0
    """An answer that Discord does not take by then is sent once more, and then given up."""

    form: float = 2.0
    """A form is itself the first answer."""

    suggest: float = 1.5
    """Suggestions for what was typed so far are worth nothing later."""

    stop: float = 1.0
    """How long those that are being answered when the bot stops are waited for."""


@attrs.frozen(kw_only=True)
class Contents:
    """Everything that can be asked: commands and their groups, buttons that outlive a restart, and forms."""

    commands: tuple[discord.app_commands.Command[Any, ..., Any] | discord.app_commands.Group, ...]
    buttons: tuple[type[discord.ui.DynamicItem[Any]], ...] = ()
    forms: tuple["type[Form]", ...] = ()


@attrs.define(kw_only=True)
class Desk:
    """Takes every interaction once, and has its use case asked for whoever it came from."""

    contents: Contents
    append: Callable[[bytes, datetime], bool]
    """Keeps a record in the journal."""

    clock: Clock
    guilds: frozenset[int] | None = None
    acted: Callable[[], None] = lambda: None
    """Told when somebody did something that Discord is to be told of, such as changing an event."""

    patience: Patience = attrs.field(factory=Patience)
    pacing: Pacing = attrs.field(factory=Pacing, init=False)
    granting: Granting = attrs.field(factory=Granting, init=False)
    registering: Registering = attrs.field(factory=Registering, init=False)
    _use_cases: UseCases | None = attrs.field(default=None, init=False)
    _opened: asyncio.Event = attrs.field(factory=asyncio.Event, init=False)
    _seen: OrderedDict[int, None] = attrs.field(factory=OrderedDict, init=False)
    _under_way: set["asyncio.Task[Any]"] = attrs.field(factory=set, init=False)

    def opened(self, use_cases: UseCases | None) -> None:
        """There is a store to ask; None: it is away."""
        self._use_cases = use_cases
        if use_cases is None:
            self._opened.clear()
        else:
            self._opened.set()

    def mount(self, client: discord.Client) -> None:
        """From now on this client parses what members ask."""
        from adapters.discord.commands.frame.library.mounting import mount

        self.registering.tree = mount(self, client)

    def there(self, guild: int, joined: str) -> None:
        """The client is in a guild, which it joined at that moment."""
        self.registering.ask(guild, joined)

    def listens_to(self, guild: int | None) -> bool:
        """Whether it is a guild that this bot answers in."""
        return guild is not None and (self.guilds is None or guild in self.guilds)

    def takes(self, interaction: Interaction) -> bool:
        """Whether it is to be answered: of this guild, and not told a second time by a RESUME."""
        if not self.listens_to(interaction.guild_id) or interaction.id in self._seen:
            return False
        if len(self._under_way) >= _MOST:
            _log.warning("%d are being answered: one more is not", _MOST)
            return False
        self._seen[interaction.id] = None
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        if task := asyncio.current_task():
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return True

    def took(self, interaction: Interaction) -> bool:
        """Whether it is answered already, or was."""
        return interaction.id in self._seen

    async def asked(self, interaction: Interaction) -> Asked:
        """Who asks, and the use cases; raises Unavailable while there is no store."""
        use_cases = await self.use_cases()
        return Asked(
            guild=interaction.guild_id or 0,
            user=interaction.user.id,
            actor=await _actor(interaction, use_cases, await self.granting.manages(interaction)),
            use_cases=use_cases,
            interaction=interaction,
        )

    async def use_cases(self) -> UseCases:
        """Those of the store; waits a moment for it, then raises Unavailable."""
        try:
            async with asyncio.timeout(self.patience.work / 4):
                await self._opened.wait()
        except TimeoutError:
            pass
        if self._use_cases is None:
            raise Unavailable("the store is not open")
        return self._use_cases

    def record(self, interaction: Interaction, ended: Ended, seconds: float) -> None:
        """Keep how a run ended; an absent database takes it from the journal later."""
        try:
            record = note(interaction, ended.outcome, ended.error, round(seconds * 1000))
            self.append(record, self.clock.now())
        except Exception:  # noqa: BLE001 - the answer is given all the same
            _log.exception("a run of a command could not be recorded")

    async def attend(self) -> None:
        """Until cancelled; then let those be answered for a moment who are being answered, and end it."""
        try:
            await asyncio.Event().wait()
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=self.patience.stop)
            await _end(list(self._under_way))


async def _end(tasks: Iterable["asyncio.Task[Any]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _actor(interaction: Interaction, use_cases: UseCases, manages: bool) -> Actor:
    guild, user = interaction.guild_id or 0, interaction.user
    try:
        member_no = (await use_cases.find_member(guild, str(user.id))).member_no
    except NotFound:
        member_no = None
    return Actor(
        kind="member",
        name=user.display_name,
        assurance="proved",
        guild=guild,
        member_no=member_no,
        roles=frozenset(user._roles) if isinstance(user, discord.Member) else frozenset(),
        manages=manages,
    )
