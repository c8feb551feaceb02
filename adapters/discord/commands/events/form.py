"""A form for those who would rather fill in than choose options."""

import re
from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord.commands.events.acting import acted, event_of, planned
from adapters.discord.commands.events.meant.finding import meant
from adapters.discord.commands.events.meant.when import EXAMPLES, shown
from adapters.discord.commands.events.meant.wishes import MINUTES, whole, wishes
from adapters.discord.commands.events.showing import showing
from adapters.discord.commands.frame import Asked, Form, Reply
from domain.community.events.event import Event
from domain.community.events.plan import LONGEST_DESCRIPTION, LONGEST_PLACE, LONGEST_TITLE


class EventForm(Form):
    """Plans an event, or changes one as it was when the form was opened."""

    template = re.compile(
        r"community-os:event-form:(?P<event>[0-9]{1,18}|[1-8][0-9]{18}):(?P<version>[0-9]{1,9})"
    )

    @classmethod
    async def filled(cls, asked: Asked, found: re.Match[str], given: Mapping[str, Any]) -> Reply:
        """Raises what the use case raises, and Conflict where somebody changed it meanwhile."""
        number, version = int(found["event"]), int(found["version"])
        before = await event_of(asked, number) if number else None
        minutes = whole(given["minutes"], "minutes")
        wished = await wishes(
            asked,
            before=before,
            when=given["when"],
            minutes=minutes if minutes is not None or number else MINUTES,
            **{name: given[name] for name in ("title", "place", "description")},
        )
        if before is None:
            return await planned(asked, wished)
        await asked.use_cases.edit_event(asked.guild, number, wished, asked.actor, version=version)
        acted(asked)
        return await showing(asked, number, told="Changed.")


async def blank(asked: Asked, title: str = "", when: str = "") -> Form:
    """Next to nothing is filled in; whoever may not plan is told so before they have filled it in."""
    await asked.must("plan_event")
    return _form(None, "", title, when)


async def prefilled(asked: Asked, said: str) -> Form:
    """Filled in with what is planned."""
    return _form(await event_of(asked, await meant(asked, said)), (await asked.settings()).time_zone)


def _form(event: Event | None, zone: str, title: str = "", when: str = "") -> Form:
    plan = event.plan if event else None
    number, version = (event.event_id, event.version) if event else (0, 0)
    form = EventForm(
        title="Change an event" if event else "Plan an event",
        custom_id=f"community-os:event-form:{number}:{version}",
    )
    length = (plan.ends_at - plan.starts_at) if plan and plan.ends_at else None
    _input(form, "title", "Title", plan.title if plan else title, LONGEST_TITLE)
    _input(form, "when", "When", shown(plan.starts_at, zone) if plan else when[:60], 60, hint=EXAMPLES)
    lasts = str(int(length.total_seconds() // 60)) if length else "" if plan else str(MINUTES)
    _input(form, "minutes", "How many minutes", lasts, 6, needed=False)
    _input(
        form,
        "place",
        "Where, if not in a voice channel",
        plan.place if plan else "",
        LONGEST_PLACE,
        needed=False,
    )
    _input(
        form,
        "description",
        "What it is about",
        plan.description if plan else "",
        LONGEST_DESCRIPTION,
        needed=False,
        lines=True,
    )
    return form


def _input(
    form: Form,
    name: str,
    label: str,
    value: str,
    most: int,
    *,
    hint: str = "",
    needed: bool = True,
    lines: bool = False,
) -> None:
    style = discord.TextStyle.paragraph if lines else discord.TextStyle.short
    form.add_item(
        discord.ui.Label(
            text=label,
            component=discord.ui.TextInput(
                custom_id=name,
                style=style,
                default=value or None,
                placeholder=hint or None,
                max_length=most,
                required=needed,
            ),
        )
    )
