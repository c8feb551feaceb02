"""The control of each kind of setting: a loop over the catalogue finds its own here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from adapters.dash_ui.acts import address
from adapters.dash_ui.components.drawing import Element, element
from adapters.dash_ui.components.forms import Bounds, Fields, Option
from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.settings.words import TIER_WORDS, hour, said
from adapters.dash_ui.words import moment
from application.insights.settings import SettingsRead
from domain.community.settings import Setting
from domain.community.tiers import MOST_ROLES, TIERS

_NO_ROLES: Final = " They can be chosen as soon as the bot has told what they are called."
_NO_CHANNELS: Final = " One can be chosen as soon as the bot has told what they are called."

Made = Callable[[Fields, Setting, Any, SettingsRead], Element]


def control(fields: Fields, setting: Setting, read: SettingsRead) -> Element:
    """The field in which a setting is changed; what is planned for it is said there."""
    setting = attrs.evolve(setting, says=setting.says + _coming(setting, read))
    return _CONTROLS[setting.kind](fields, setting, getattr(read.settings, setting.key), read)


def _coming(setting: Setting, read: SettingsRead) -> str:
    """What it will be and from when on; of two plans for one moment the later decided holds."""
    planned = sorted(read.shown.planned, key=lambda one: (one.effective_from, one.version))
    coming = {
        one.effective_from: change.after
        for one in planned
        for change in one.changes
        if change.key == setting.key
    }
    words, now = "", getattr(read.settings, setting.key)
    for at, value in coming.items():
        if value != now:
            words += f" From {moment(at, read.time_zone)} on: {said(setting, value, read)}."
        now = value
    return words


def _zone(fields: Fields, setting: Setting, value: str, read: SettingsRead) -> Element:
    hint = setting.says
    if read.fixed_zone:
        hint += " It is fixed here: the records of some days are gone, and cannot be counted again."
    kept = [(value, value.replace("_", " "))]
    asked = address("settings/zones", read.guild)
    return fields.picked(setting.key, setting.title, kept, found=asked, hint=hint, most=1, required=True)


def _number(fields: Fields, setting: Setting, value: float, _read: SettingsRead) -> Element:
    step = 1 if setting.kind == "whole" else 0.1
    bounds = Bounds(setting.least or 0, setting.most or 0, step)
    return fields.number(setting.key, setting.title, value, bounds, unit=setting.unit, hint=setting.says)


def _share(fields: Fields, setting: Setting, value: float, _read: SettingsRead) -> Element:
    bounds = Bounds((setting.least or 0) * 100, (setting.most or 1) * 100)
    return fields.number(
        setting.key, setting.title, round(value * 100, 2), bounds, unit="%", hint=setting.says
    )


def _switch(fields: Fields, setting: Setting, value: bool, _read: SettingsRead) -> Element:
    return fields.switch(setting.key, setting.title, value, hint=setting.says)


def _choice(fields: Fields, setting: Setting, value: str, _read: SettingsRead) -> Element:
    options = [(key, f"{key.capitalize()}: {words.lower()}") for key, words in setting.choices.items()]
    return fields.choice(setting.key, setting.title, options, value, hint=setting.says)


def _several(fields: Fields, setting: Setting, value: tuple[str, ...], _read: SettingsRead) -> Element:
    options = list(setting.choices.items())
    return fields.checks(setting.key, setting.title, options, value, hint=setting.says)


def _words(fields: Fields, setting: Setting, value: tuple[str, ...], _read: SettingsRead) -> Element:
    hint = f"{setting.says} Commas between them, as in: event rsvp, leaderboard."
    return fields.text(setting.key, setting.title, ", ".join(value), hint=hint, longest=2000)


def _roles(fields: Fields, setting: Setting, value: tuple[str, ...], read: SettingsRead) -> Element:
    kept = [(role, _role(role, read)) for role in value]
    hint = setting.says + ("" if read.roles else _NO_ROLES)
    return fields.picked(
        setting.key, setting.title, kept, found=role_options(read), hint=hint, most=MOST_ROLES
    )


def _channel(fields: Fields, setting: Setting, value: str, read: SettingsRead) -> Element:
    options = channel_options(read)
    kept = [option for option in options if option[0] == value]
    if value and not kept:
        kept = [(value, f"channel {value}")]
    hint = setting.says + ("" if options else _NO_CHANNELS)
    return fields.picked(setting.key, setting.title, kept, found=options, hint=hint, most=1)


def _hours(fields: Fields, setting: Setting, value: tuple[int, ...], _read: SettingsRead) -> Element:
    options = [(str(at), hour(at)) for at in range(24)]
    kept = [options[at] for at in value]
    return fields.picked(setting.key, setting.title, kept, found=options, hint=setting.says, most=24)


def _tiers(fields: Fields, setting: Setting, value: Mapping[str, str], read: SettingsRead) -> Element:
    """A field for each tier but the last, which is everybody else's."""
    options = role_options(read)
    held = [(tier, [(role, _role(role, read)) for role in value if value[role] == tier]) for tier in TIERS]
    rows = [
        fields.picked(f"{setting.key}.{tier}", TIER_WORDS[tier], kept, found=options, most=MOST_ROLES)
        for tier, kept in held
        if tier != TIERS[-1] or kept
    ]
    return element(
        "fieldset",
        element("legend", setting.title, className="field-label"),
        element("p", setting.says + ("" if read.roles else _NO_ROLES), className="field-hint"),
        element("div", *rows, className="side-by-side"),
        className="field of-tiers",
    )


def role_options(read: SettingsRead) -> list[Option]:
    """Every role whose name is known, in their own order, then those in use that nobody named."""
    known = {str(role): legible(name) for role, name in read.roles.items()}
    used = {*read.settings.staff_roles, *read.settings.tiers} - known.keys()
    return [*known.items(), *((role, f"role {role}") for role in sorted(used))]


def channel_options(read: SettingsRead) -> list[Option]:
    """Channels by name; threads are none."""
    named = [(str(channel), f"#{legible(name)}") for channel, name in read.channels.items()]
    return sorted(named, key=lambda option: option[1].lower())


def _role(role: str, read: SettingsRead) -> str:
    return legible(read.roles.get(int(role), f"role {role}"))


_CONTROLS: Final[Mapping[str, Made]] = {
    "zone": _zone,
    "number": _number,
    "whole": _number,
    "share": _share,
    "switch": _switch,
    "choice": _choice,
    "several": _several,
    "words": _words,
    "roles": _roles,
    "channel": _channel,
    "tiers": _tiers,
    "hours": _hours,
}
