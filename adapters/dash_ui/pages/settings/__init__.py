"""The page of settings: what a community decided for itself, changed in place."""

from adapters.dash_ui.pages.settings.page import SETTINGS

__all__ = ["SETTINGS"]
