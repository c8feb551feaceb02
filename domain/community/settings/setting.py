"""One setting, as every edge shows it: what it is called, what it means, and which values it can have."""

from typing import Final, Literal

import attrs

Kind = Literal[
    "zone",
    "number",
    "whole",
    "share",
    "switch",
    "choice",
    "several",
    "words",
    "roles",
    "channel",
    "tiers",
    "hours",
]
"""What a value is: `share` is a part of 1, `several` some of the choices, `words` names of commands,
`roles` and `channel` ids in digits, `tiers` a map from role ids, `hours` hours of the day."""

Group = Literal["time", "score", "voice", "people", "activity", "segments", "radar", "events", "bot"]

GROUPS: Final[dict[Group, str]] = {
    "time": "Time",
    "people": "People and roles",
    "score": "Score",
    "voice": "Voice",
    "activity": "What counts as active",
    "segments": "Segments",
    "radar": "Radar and scouting",
    "events": "Events",
    "bot": "Bot and backups",
}
"""The groups in the order in which they are shown, and their titles."""


@attrs.frozen(kw_only=True)
class Setting:
    """A setting: `key` is its field in GuildSettings; bounds include both ends."""

    key: str
    title: str
    says: str
    group: Group
    kind: Kind
    unit: str = ""
    least: float | None = None
    most: float | None = None
    choices: dict[str, str] = attrs.field(factory=dict, hash=False)
    """Value -> what people read, in the order in which they are offered."""

    moves: bool = False
    """Changing it moves people between segments: it is previewed."""
