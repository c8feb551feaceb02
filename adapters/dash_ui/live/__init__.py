"""The live feed: pages change while somebody looks at them, without being asked for again."""

from adapters.dash_ui.live.rules import LiveRules
from adapters.dash_ui.live.socket import mount_live

__all__ = ["LiveRules", "mount_live"]
