"""What the page of settings can do: change, and help to choose."""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import available_timezones

from adapters.dash_ui.acts import Act, Asked, Done, Undo
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages.settings.preview import preview
from adapters.dash_ui.words import counted, moment
from domain.community.settings import CATALOGUE, Setting, setting
from domain.community.settings.values import GuildSettings
from domain.community.tiers import TIERS
from domain.kernel.errors import Invalid

_MOST_ZONES: Final = 40

_COUNTING: Final = 900.0
"""Seconds: a new time zone counts the whole past again, and a large community has much of it."""


_COUNTED_AGAIN: Final = "The past is being counted again: the time zone changes as soon as that is done."


async def change(desk: Desk, asked: Asked) -> Done:
    """Keep what was changed, all of it as one version."""
    read = await desk.settings.show(asked.guild)
    changes = changes_of(asked, read.settings)
    at = asked.moment("effective_from", read.time_zone)
    after = await desk.settings.change(
        asked.guild, changes, asked.by, effective_from=at, seen=asked.whole("seen")
    )
    if "time_zone" in changes and after.time_zone != changes["time_zone"]:
        return Done(said=_COUNTED_AGAIN)
    words = setting(next(iter(changes))).title if len(changes) == 1 else counted(len(changes), "setting")
    when = "" if at is None else f" It holds from {moment(at, read.time_zone)} on."
    return Done(said=f"Saved: {words}.{when}", undo=await _way_back(desk, asked.guild, changes))


async def _way_back(desk: Desk, guild: int, changes: Mapping[str, Any]) -> Undo | None:
    """What takes back the change that was just made, unless somebody else was quicker."""
    history = (await desk.settings.show(guild)).shown.history
    newest = next(iter(history), None)
    if newest is None or not newest.undoable or {change.key for change in newest.changes} != set(changes):
        return None
    return Undo(act="settings/undo", given={"version": str(newest.version)})


async def undo(desk: Desk, asked: Asked) -> Done:
    """Take a change back, which is a change of its own."""
    version = asked.whole("version")
    await desk.settings.undo(asked.guild, version or 0, asked.by)
    counted_again = (await desk.settings.show(asked.guild)).shown.recounting
    if counted_again is not None and counted_again.state != "failed":
        return Done(said=_COUNTED_AGAIN)
    return Done(said="Taken back: what it changed is as it was before.")


def changes_of(asked: Asked, held: GuildSettings) -> dict[str, Any]:
    """The settings that a form brings, as the catalogue wants them; tiers that it is silent of stay."""
    found = {each.key: _value(each, asked) for each in CATALOGUE if asked.has(each.key)}
    if any(name.startswith("tiers.") for name in asked.given):
        found["tiers"] = _tiers(asked, held)
    if not found:
        raise Invalid("nothing was changed")
    return found


def _value(each: Setting, asked: Asked) -> Any:  # noqa: ANN401 — each kind has its own
    if each.kind == "switch":
        return asked.yes(each.key)
    if each.kind == "whole":
        return _there(each, asked.whole(each.key))
    if each.kind == "number":
        return _there(each, asked.number(each.key))
    if each.kind == "share":
        return _there(each, asked.number(each.key)) / 100
    if each.kind == "words":
        return tuple(word.strip() for word in asked.text(each.key).split(",") if word.strip())
    if each.kind == "hours":
        return tuple(asked.ids(each.key))
    if each.kind in ("several", "roles"):
        return tuple(asked.many(each.key))
    if each.kind in ("zone", "channel"):
        return next(iter(asked.many(each.key)), "")
    return asked.text(each.key)


def _there(each: Setting, value: float | None) -> float:
    if value is None:
        raise Invalid(f"{each.key}: write a number here")
    return value


def _tiers(asked: Asked, held: GuildSettings) -> dict[str, str]:
    kept: dict[str, str] = {role: tier for role, tier in held.tiers.items() if not asked.has(f"tiers.{tier}")}
    for tier in TIERS:
        for role in asked.many(f"tiers.{tier}"):
            if role in kept:
                raise Invalid(f"tiers.{tier}: a role means one tier; one of these means {kept[role]} already")
            kept[role] = tier
    return kept


async def foresee(desk: Desk, asked: Asked) -> Done:
    """Who would move; a change that moves nobody by its nature says nothing."""
    read = await desk.settings.show(asked.guild)
    changes = changes_of(asked, read.settings)
    moving = {key: value for key, value in changes.items() if setting(key).moves}
    shown = [preview(await desk.settings.preview(asked.guild, moving))] if moving else []
    return Done(parts={"preview": shown})


async def zones(_desk: Desk, asked: Asked) -> Done:
    """Time zones whose name holds what was typed, the cities before the rest."""
    wanted = asked.text("text", longest=64).lower().replace(" ", "_")
    found = sorted(
        (name for name in available_timezones() if (wanted in name.lower() and "/" in name) or name == "UTC"),
        key=lambda name: (name.startswith(("Etc/", "SystemV/", "US/")), name),
    )
    shown = [name for name in found if wanted in name.lower()]
    return Done(options=[(name, name.replace("_", " ")) for name in shown[:_MOST_ZONES]])


ACTS: Final = (
    Act(name="settings/change", run=change, longest=_COUNTING),
    Act(name="settings/undo", run=undo, longest=_COUNTING),
    Act(name="settings/preview", run=foresee, looks=True),
    Act(name="settings/zones", run=zones, looks=True),
)
