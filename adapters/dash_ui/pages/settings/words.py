"""How the value of a setting reads in a sentence."""

from collections.abc import Mapping
from typing import Any, Final

from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.members.tiers import TIER_NAMES
from adapters.dash_ui.words import listed
from application.insights.settings import SettingsRead
from domain.community.settings import Setting
from domain.community.settings.texts import told
from domain.community.tiers import Tier

TIER_WORDS: Final[Mapping[Tier, str]] = TIER_NAMES

GROUP_WORDS: Final[Mapping[str, str]] = {
    "time": "When a day begins and ends here.",
    "people": "Who may do what, by the roles that they hold in Discord.",
    "score": "What the leaderboard counts.",
    "voice": "Voice is never part of the score.",
    "activity": "Who has done none of this counts as silent.",
    "segments": "Everybody belongs to exactly one segment; the first that fits is theirs.",
    "radar": "Whom the lists of those who go quiet and of those who rise pick out.",
    "events": "How attendance is counted, and what the bot does by itself.",
    "bot": "What the bot fetches, and when it is all copied.",
}


def hour(at: int) -> str:
    """An hour of the day as clocks show it."""
    return f"{at:02d}:00"


def said(setting: Setting, value: Any, read: SettingsRead) -> str:  # noqa: ANN401 - each kind has its own
    """The value as people read it; ids by their names where those are known."""
    if setting.kind == "channel" and value:
        name = read.channels.get(int(value))
        return f"#{legible(name)}" if name else f"channel {value}"
    if setting.kind == "roles" and value:
        return listed([_role(role, read) for role in value])
    if setting.kind == "tiers" and value:
        pairs = [f"{_role(role, read)} is {TIER_NAMES[tier].lower()}" for role, tier in value.items()]
        return "; ".join(sorted(pairs))
    return legible(told(setting, value)).replace("_", " ")


def _role(role: str, read: SettingsRead) -> str:
    return legible(read.roles.get(int(role), f"role {role}"))
