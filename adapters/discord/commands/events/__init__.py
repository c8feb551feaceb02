"""/event: planned, changed, begun, ended, looked at and answered in Discord."""

from typing import Final

from adapters.discord.commands.events import answering, looking, planning, running
from adapters.discord.commands.events.form import EventForm
from adapters.discord.commands.events.group import group

EVENT: Final = group
"""With everything that these modules put below it."""

EVENT_FORMS: Final = (EventForm,)
EVENT_BUTTONS: Final = (answering.AnswerButton,)

__all__ = ["EVENT", "EVENT_BUTTONS", "EVENT_FORMS", "looking", "planning", "running"]
