"""Everybody of a guild: as pages of a table, and as a list that another program walks through."""

from application.insights.directory.listing import Listed, ListMembers
from application.insights.directory.show import ShowDirectory

__all__ = ["ListMembers", "Listed", "ShowDirectory"]
