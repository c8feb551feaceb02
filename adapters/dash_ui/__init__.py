"""The staff dashboard: pages over the questions of the application, mounted on the one web app."""

from adapters.dash_ui.app import mount, script_hashes
from adapters.dash_ui.desk import Desk

__all__ = ["Desk", "mount", "script_hashes"]
