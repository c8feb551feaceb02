"""Which of it was heard: the strip under a chart, and the words beside it."""

from adapters.dash_ui.components.heard.strip import heard_strip
from adapters.dash_ui.components.heard.words import gap_words, heard_words, reason_words

__all__ = ["gap_words", "heard_strip", "heard_words", "reason_words"]
