"""What can be chosen while /kpi is typed: numbers, times, and the groups that a number is read by."""

from collections.abc import Iterable
from typing import Any

from adapters.discord.commands.frame import Asked, suggests
from adapters.discord.commands.insights.times import moments, windows
from adapters.discord.commands.members.windows import USUAL
from domain.insights.kpis.catalogue import CATALOGUE, kpi
from domain.insights.kpis.kpi import BY_TITLES, by_title

Choices = Iterable[tuple[str, str]]


@suggests
async def numbers(_asked: Asked, typed: str) -> Choices:
    """The numbers whose name or question has in it what was typed."""
    return _fitting(
        typed, ((f"{one.title}: {one.question}", one.key, f"{one.key} {one.title}") for one in CATALOGUE)
    )


@suggests
async def times(asked: Asked, typed: str) -> Choices:
    """Spans of days, in the time zone of the guild."""
    return windows(typed, asked.use_cases.clock.now(), (await asked.settings()).time_zone)


@suggests
async def ends(asked: Asked, typed: str) -> Choices:
    """Moments of which a number can be asked as it was then."""
    return moments(typed, asked.use_cases.clock.now(), (await asked.settings()).time_zone)


@suggests
async def kinds(asked: Asked, typed: str) -> Choices:
    """By what the number that was chosen can be taken apart."""
    chosen = _chosen(asked, "number")
    return _fitting(typed, ((BY_TITLES[by], by, by) for by in kpi(chosen).by)) if chosen else ()


@suggests
async def groups(asked: Asked, typed: str) -> Choices:
    """The groups of which the number that was chosen can be read alone."""
    await asked.must("see_staff_facts")
    chosen = _chosen(asked, "number")
    if not chosen:
        return ()
    found = await asked.use_cases.list_groups(
        asked.guild, chosen, _chosen(asked, "window") or USUAL, _chosen(asked, "as_of") or None
    )
    named = [(f"{by_title(one.by)}: {one.title}", f"{one.by}:{one.key}") for one in found]
    return _fitting(typed, ((name, value, value) for name, value in named))


def _chosen(asked: Asked, option: str) -> str:
    """What was given to another option of the command so far."""
    given: Any = getattr(asked.interaction.namespace, option, None)
    return given if isinstance(given, str) else ""


def _fitting(typed: str, choices: Iterable[tuple[str, str, str]]) -> Choices:
    """Those whose words have in them what was typed."""
    wanted = typed.strip().casefold()
    return [(shown, value) for shown, value, more in choices if wanted in f"{shown} {more}".casefold()]
