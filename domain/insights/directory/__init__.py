"""The directory: everybody of a guild with what they did in a window, searched, sorted and paged."""

from domain.insights.directory.finding import PAGE_SIZE, Directory, Line, Question, found
from domain.insights.directory.names import MemberNames
from domain.insights.directory.roll import COLUMNS, GROUPS, Group, Roll, SortColumn, roll_call

__all__ = [
    "COLUMNS",
    "GROUPS",
    "PAGE_SIZE",
    "Directory",
    "Group",
    "Line",
    "MemberNames",
    "Question",
    "Roll",
    "SortColumn",
    "found",
    "roll_call",
]
