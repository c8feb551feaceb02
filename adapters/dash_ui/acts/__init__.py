"""What a page can do besides showing: its form asks, a use case answers, the page says how it went."""

from adapters.dash_ui.acts.act import Act, Done, Undo, address
from adapters.dash_ui.acts.asked import Asked

__all__ = ["Act", "Asked", "Done", "Undo", "address"]
