"""Member: who somebody is, how they do, when they are here and with whom they talk."""

from adapters.dash_ui.pages.member.page import MEMBER

__all__ = ["MEMBER"]
