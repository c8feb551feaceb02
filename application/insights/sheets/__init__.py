"""Sheets of guilds in memory."""

from application.insights.sheets.sheets import Sheets

__all__ = ["Sheets"]
