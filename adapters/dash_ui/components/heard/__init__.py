"""Which of it was heard: the strip under a chart, and the words beside it."""

from adapters.dash_ui.components.heard.strip import heard_strip, heard_track
from adapters.dash_ui.components.heard.words import (
    DATA_PATH,
    SENT_ONLY,
    data_link,
    family_words,
    gap_words,
    heard_words,
    reason_words,
    time_words,
)

__all__ = [
    "DATA_PATH",
    "SENT_ONLY",
    "data_link",
    "family_words",
    "gap_words",
    "heard_strip",
    "heard_track",
    "heard_words",
    "reason_words",
    "time_words",
]
