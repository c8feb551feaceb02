"""The funnel in the catalogue: from newcomer to first command to first event, and the days between."""

from typing import Any, Final

import attrs
import numpy as np

from domain.insights.kpis.known import belonging
from domain.insights.kpis.kpi import Amount, Definition, Kpi
from domain.insights.kpis.platform.newcomers import Days, between, newcomers
from domain.insights.kpis.reading import UNHEARD
from domain.insights.kpis.slice import Slice
from domain.insights.sheet import NEVER

NOBODY: Final = "Nobody joined in this time."
NO_COMMANDS: Final = "Nobody listened to commands then, so who ran one is not known."
NO_EVENTS: Final = "Nobody listened to voice then, so who came to an event is not known."


def caveats(seen: Slice) -> tuple[str, ...]:
    """What to know of who is a newcomer: whose join nobody told is new when first seen."""
    guessed = int(np.count_nonzero(newcomers(seen).all & ~belonging(seen.facts, seen.end).dated))
    if not guessed:
        return ()
    return (f"When {guessed} of them joined is a guess, mostly the day on which they were first seen.",)


def unheard(seen: Slice) -> tuple[str, ...]:
    """Which steps nobody could take, since nobody listened."""
    found = newcomers(seen)
    commands = (NO_COMMANDS,) if seen.heard("commands").none and not found.ran.any() else ()
    events = (NO_EVENTS,) if seen.heard("voice").none and not (found.any_event < NEVER).any() else ()
    return (*commands, *events)


def _ran(seen: Slice) -> Amount:
    found = newcomers(seen)
    return _share(seen, Amount.people(found.ran, found.all))


def _came(seen: Slice) -> Amount:
    found = newcomers(seen)
    return _share(seen, Amount.people(found.came, found.all))


def _share(seen: Slice, found: Amount) -> Amount:
    if not found.denominator:
        return _nothing(seen, NOBODY)
    return attrs.evolve(found, caveats=caveats(seen))


def _days_to_command(seen: Slice) -> Amount:
    found = newcomers(seen)
    return _median(seen, found.joined, found.command, "No newcomer ran a command.")


def _days_to_event(seen: Slice) -> Amount:
    found = newcomers(seen)
    return _median(seen, found.command, found.event, "No newcomer ran a command and then came to an event.")


def _median(seen: Slice, start: Days, end: Days, nobody: str) -> Amount:
    found = between(start, end)
    if found is None:
        return _nothing(seen, nobody)
    behind = int(np.count_nonzero(found.who))
    return Amount(numerator=found.median, who=found.who, caveats=caveats(seen), sums=False, middle_of=behind)


def _nothing(seen: Slice, why: str) -> Amount:
    """Nobody, or nobody listened: silence is not zero."""
    return Amount.nothing(UNHEARD if seen.heard("membership", "commands").none else why)


def _entry(**told: Any) -> Kpi:
    usual: dict[str, Any] = {
        "audience": "engineering",
        "facts": ("activity", "members"),
        "by": ("segment", "tier", "role"),
        "settings": ("tracked_commands",),
        "source": "Insight document 5.3.3",
    }
    return Kpi(**(usual | told))


FUNNEL: Final = (
    _entry(
        key="funnel_command",
        title="Newcomers who ran a command",
        question="How many newcomers find the bot?",
        unit="share",
        better="up",
        needs=("membership", "commands"),
        definition=Definition(
            version=1,
            sentence="Of the people who joined in this time (known, else first seen), those who ran a "
            "tracked command since they joined and before this time ended.",
            formula="{numerator:newcomer|newcomers} who ran a command of {denominator:newcomer|newcomers}",
            compute=_ran,
        ),
    ),
    _entry(
        key="funnel_event",
        title="Newcomers who then came to an event",
        question="How many newcomers go all the way from a first command to a first event?",
        unit="share",
        better="up",
        needs=("membership", "commands", "voice"),
        definition=Definition(
            version=1,
            sentence="Of the people who joined in this time (known, else first seen), those who ran a "
            "tracked command and then, on the same day or later, attended an event before this time ended.",
            formula="{numerator:newcomer|newcomers} who ran a command and then came "
            "of {denominator:newcomer|newcomers}",
            compute=_came,
        ),
    ),
    _entry(
        key="funnel_days_to_command",
        title="Days to the first command",
        question="How long until a newcomer finds the bot?",
        source="Insight document 5.3.3, as a median",
        unit="days",
        better="down",
        needs=("membership", "commands"),
        definition=Definition(
            version=1,
            sentence="Of the newcomers who ran a tracked command, half did so at most so many days after the "
            "day on which they joined.",
            formula="{numerator:day|days}",
            compute=_days_to_command,
        ),
    ),
    _entry(
        key="funnel_days_to_event",
        title="Days from the first command to the first event",
        question="How long from the first command to the first event?",
        source="Insight document 5.3.3, as a median",
        unit="days",
        better="down",
        needs=("membership", "commands", "voice"),
        definition=Definition(
            version=1,
            sentence="Of the newcomers who ran a tracked command and then attended an event, half came at "
            "most so many days after the day of that command.",
            formula="{numerator:day|days}",
            compute=_days_to_event,
        ),
    ),
)
