"""Members: everybody of a community, searched, sorted and paged."""

from adapters.dash_ui.pages.members.page import MEMBERS

__all__ = ["MEMBERS"]
