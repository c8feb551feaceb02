"""Overview: how a community did in a window."""

from adapters.dash_ui.pages.overview.page import OVERVIEW

__all__ = ["OVERVIEW"]
