"""Channels: where it is alive, who writes there, and who is left alone."""

from domain.insights.channels.facts import ChannelFacts
from domain.insights.channels.lines import ChannelLine, SilentChannel, Writer, peak
from domain.insights.channels.newcomers import Newcomers, Spot, Unanswered
from domain.insights.channels.people import ChannelPeople
from domain.insights.channels.reading import Channels, newcomers_of, read_channels

__all__ = [
    "ChannelFacts",
    "ChannelLine",
    "ChannelPeople",
    "Channels",
    "Newcomers",
    "SilentChannel",
    "Spot",
    "Unanswered",
    "Writer",
    "newcomers_of",
    "peak",
    "read_channels",
]
