"""The staff dashboard: pages over the questions of the application, mounted on the one web app."""

from adapters.dash_ui.app import mount, script_hashes
from adapters.dash_ui.desk import CalendarDesk, Desk, KpiDesk, PeopleDesk, SettingsDesk
from adapters.dash_ui.live import LiveRules

__all__ = [
    "CalendarDesk",
    "Desk",
    "KpiDesk",
    "LiveRules",
    "PeopleDesk",
    "SettingsDesk",
    "mount",
    "script_hashes",
]
