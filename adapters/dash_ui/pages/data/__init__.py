"""Data: can these numbers be believed?"""

from adapters.dash_ui.pages.data.page import DATA

__all__ = ["DATA"]
