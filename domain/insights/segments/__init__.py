"""Segments: what everybody of a guild is to it now, by ordered rules, and who would move if they changed."""

from domain.insights.segments.moves import Move, moves
from domain.insights.segments.rules import SEGMENTS, TITLES, TOLD, Segment, segment_of, segments_of, sizes
from domain.insights.segments.standing import Standing, standing

__all__ = [
    "SEGMENTS",
    "TITLES",
    "TOLD",
    "Move",
    "Segment",
    "Standing",
    "moves",
    "segment_of",
    "segments_of",
    "sizes",
    "standing",
]
