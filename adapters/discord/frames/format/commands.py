"""Commands that somebody ran: of our bot, and of other bots as far as their answers tell."""

from typing import Final

from adapters.discord.frames.format.parts import Id, Kept, Nick, Sent, User, Who, nameless, who

_COMMAND: Final = 2
"""The type of an interaction that ran a command."""

_SLASH: Final = 1
_LONGEST: Final = 32
_SUBCOMMANDS: Final = (1, 2)


class Interaction(Sent):
    """What the answer to a command says of it; Discord says it in two fields, each with its part."""

    id: Id
    type: int = 0
    name: str | None = None
    user: User | None = None
    member: Nick | None = None


class Ran(Kept):
    """A command that somebody ran."""

    id: Id
    command: str
    by: Who


class Option(Sent):
    """A subcommand, a group of them, or an option; what was typed into it is not read."""

    name: str
    type: int = 0
    options: "tuple[Option, ...]" = ()


class Command(Sent):
    """The command of an interaction; what a button or a form carries instead has no name."""

    name: str = ""
    type: int = _SLASH
    options: tuple[Option, ...] = ()


class Caller(Sent):
    """The member who ran it."""

    user: User
    nick: str | None = None


class Interacted(Sent):
    """An interaction with our own bot; its token is not read."""

    id: Id
    type: int
    guild_id: Id | None = None
    channel_id: Id | None = None
    member: Caller | None = None
    data: Command | None = None


class Called(Kept):
    """A command of our bot that somebody ran, and where."""

    ran: Ran
    channel: Id | None = None


def ran(told: Interaction | None, more: Interaction | None) -> Ran | None:
    """The command that a message answers, None where it answers none or does not name it."""
    found = told or more
    if found is None or found.type != _COMMAND:
        return None
    user = found.user or (more.user if more else None)
    name = found.name or (more.name if more else None)
    if user is None or not name:
        return None
    by = who(user, found.member.nick) if found.member else nameless(user)
    return Ran(found.id, word(name), by)


def called(sent: Interacted) -> Called | None:
    """The command of an interaction, None where it is none."""
    if sent.type != _COMMAND or sent.data is None or sent.member is None:
        return None
    by = who(sent.member.user, sent.member.nick)
    return Called(Ran(sent.id, full_name(sent.data), by), sent.channel_id)


def full_name(command: Command) -> str:
    """The command with its subcommands, such as `event.create`: a point stands in no name of Discord."""
    names = [word(command.name)]
    options = command.options
    while options and options[0].type in _SUBCOMMANDS:
        names.append(options[0].name[:_LONGEST])
        options = options[0].options
    return ".".join(names)


def word(name: str) -> str:
    """The command in one word: without its subcommands, which answers name and interactions do not.

    A command of a context menu has a name of several words, with capitals.
    """
    lower = name.strip().lower()
    return (lower.split(" ")[0] if name == lower else lower.replace(" ", "-"))[:_LONGEST]
