"""Channels: where it is alive, who writes there, and who is left alone."""

from domain.insights.channels.people import ChannelPeople

__all__ = ["ChannelPeople"]
