"""Frames of the gateway: stripped of every text before they are kept, and read as activities later."""

from adapters.discord.frames.packing import (
    Ended,
    note_listened,
    note_missed,
    note_quarantined,
    note_ran,
    pack,
)
from adapters.discord.frames.reading.reader import FrameReader
from adapters.discord.frames.rest import emoji_of, messages_of, reactions_of
from adapters.discord.frames.stripping import Malformed, Stripped, session_of, strip

__all__ = [
    "Ended",
    "FrameReader",
    "Malformed",
    "Stripped",
    "emoji_of",
    "messages_of",
    "note_listened",
    "note_missed",
    "note_quarantined",
    "note_ran",
    "pack",
    "reactions_of",
    "session_of",
    "strip",
]
