"""Commands, a button and a form that exist only to try the frame with."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord
from discord import app_commands

from adapters.discord.commands.frame import (
    Asked,
    Contents,
    Form,
    Interaction,
    Reply,
    answers,
    card,
    open_form,
    plain,
    serve,
    suggests,
)
from domain.kernel.errors import Conflict, Invalid, NotFound, OverLimit, Refused, Unavailable

ERRORS: dict[str, Exception] = {
    "refused": Refused("Only staff can do *this*, @everyone."),
    "not_found": NotFound("There is no such event."),
    "invalid": Invalid("title: at most 100 characters"),
    "conflict": Conflict("Bo ended it meanwhile."),
    "over_limit": OverLimit("At most 500 events can be planned."),
    "unavailable": Unavailable("10.0.0.5 does not answer"),
    "unexpected": KeyError("a secret of somebody"),
}
Error = app_commands.Choice[str]

ran: list[str] = []
"""What was asked, in the order in which bodies began."""

gate = asyncio.Event()


@app_commands.command(name="fails", description="Ends as it is told to")
@app_commands.choices(how=[app_commands.Choice(name=name, value=name) for name in ERRORS])
@answers
async def fails(asked: Asked, how: str, note: str = "", times: int = 1, loud: bool = False) -> Reply:
    ran.append("fails")
    raise ERRORS[how]


@app_commands.command(name="greets", description="Greets")
@answers
async def greets(asked: Asked) -> Reply:
    ran.append("greets")
    return Reply(text=f"Hello, {plain(asked.actor.name)}!")


@app_commands.command(name="waits", description="Waits until the gate is opened")
@answers
async def waits(asked: Asked) -> Reply:
    ran.append("waits")
    await gate.wait()
    return Reply(text="The gate is open.")


@app_commands.command(name="boasts", description="Says more than Discord takes")
@answers
async def boasts(asked: Asked) -> Reply:
    long = card("t" * 300, "d" * 5000)
    for number in range(30):
        long.add_field(name=f"{number}" * 300, value="v" * 2000)
    long.set_footer(text="f" * 3000)
    return Reply(text="w" * 3000, cards=(long, card("second", "x" * 4000)) * 8)


@app_commands.command(name="signs", description="Opens a form")
async def signs(interaction: discord.Interaction) -> None:
    async def made(asked: Asked) -> Form:
        return Guestbook(title="Guest book", custom_id="trial:sign:7")

    await open_form(interaction, made)


places = app_commands.Group(name="place", description="Places")


@places.command(name="find", description="Finds a place")
@app_commands.describe(name="Its name")
@answers
async def find(asked: Asked, name: str, near: discord.Member | None = None) -> Reply:
    return Reply(text=f"{plain(name)} is near {plain(near.display_name) if near else 'you'}.")


@find.autocomplete("name")
@suggests
async def _names(asked: Asked, typed: str) -> list[tuple[str, str]]:
    if typed == "break":
        raise ZeroDivisionError
    return [(f"{typed} {number} " + "!" * 200, str(number)) for number in range(40)]


class Guestbook(Form):
    """A form with one line."""

    template: ClassVar[re.Pattern[str]] = re.compile(r"trial:sign:(?P<page>\d+)")
    line: discord.ui.Label[Any] = discord.ui.Label(
        text="Your line", component=discord.ui.TextInput(custom_id="line", max_length=50)
    )

    @classmethod
    async def filled(cls, asked: Asked, found: re.Match[str], given: Mapping[str, Any]) -> Reply:
        ran.append("signs")
        return Reply(text=f"Page {found['page']}: {plain(given['line'])}")


IN_PLACE = 9
"""Rung so often, the message with the bell itself is changed."""


class Bell(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"trial:ring:(?P<times>\d+)"):
    """A button that outlives a restart."""

    def __init__(self, times: int) -> None:
        super().__init__(discord.ui.Button(label="Ring", custom_id=f"trial:ring:{times}"))
        self.times = times

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(int(match["times"]))

    async def callback(self, interaction: Interaction) -> None:
        async def rings(asked: Asked) -> Reply:
            ran.append("rings")
            return Reply(text=f"It rang {self.times} times.")

        await serve(interaction, rings, in_place=self.times == IN_PLACE)


TRIAL = Contents(commands=(fails, greets, waits, boasts, signs, places), buttons=(Bell,), forms=(Guestbook,))
