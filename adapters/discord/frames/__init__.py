"""Frames of the gateway: stripped of every text before they are kept, and read as activities later."""

from adapters.discord.frames.packing import note_listened, note_missed, note_quarantined, pack
from adapters.discord.frames.reading.reader import FrameReader
from adapters.discord.frames.rest import emoji_of, messages_of, reactions_of
from adapters.discord.frames.stripping import Malformed, Stripped, session_of, strip

__all__ = [
    "FrameReader",
    "Malformed",
    "Stripped",
    "emoji_of",
    "messages_of",
    "note_listened",
    "note_missed",
    "note_quarantined",
    "pack",
    "reactions_of",
    "session_of",
    "strip",
]
