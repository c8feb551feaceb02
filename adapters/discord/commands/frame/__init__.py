"""What every command stands on: one order of answering, one handler of errors, one place for limits."""

from adapters.discord.commands.frame.asked import Asked, Interaction, Reply
from adapters.discord.commands.frame.desk import Contents, Desk, Patience
from adapters.discord.commands.frame.forms import Form, open_form
from adapters.discord.commands.frame.saying import card, cut, plain
from adapters.discord.commands.frame.serving import answers, serve
from adapters.discord.commands.frame.suggesting import suggests

__all__ = [
    "Asked",
    "Contents",
    "Desk",
    "Form",
    "Interaction",
    "Patience",
    "Reply",
    "answers",
    "card",
    "cut",
    "open_form",
    "plain",
    "serve",
    "suggests",
]
