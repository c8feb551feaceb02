"""What is done beside the pages: publishing, backups, counting again."""

from adapters.dash_ui.pages.data.background.acts import ACTS
from adapters.dash_ui.pages.data.background.panel import background

__all__ = ["ACTS", "background"]
