"""What the address asks of the directory; what it asks wrongly is asked as if it were silent."""

from typing import Final

from adapters.dash_ui.place import Place
from domain.community.tiers import TIERS
from domain.insights.directory import COLUMNS, GROUPS, Question, SortColumn

DEFAULT_SORT: Final[SortColumn] = "score"
_MOST_DIGITS: Final = 6


def question(place: Place) -> Question:
    """Read it: `sort=name` ascends, `sort=-name` descends."""
    sort = (place.sort or f"-{DEFAULT_SORT}").removeprefix("-")
    known = sort in COLUMNS
    page = place.page or ""
    return Question(
        search=place.search or "",
        group=next((group for group in GROUPS if group == place.show), "everyone"),
        tier=next((tier for tier in TIERS if tier == place.tier), None),
        sort=next((column for column in COLUMNS if column == sort), DEFAULT_SORT),
        descending=(place.sort or "-").startswith("-") if known else True,
        page=int(page) if page.isdecimal() and page.isascii() and len(page) <= _MOST_DIGITS else 1,
    )


def sorted_by(place: Place, asked: Question, column: SortColumn) -> Place:
    """Where a click on a column leads: the other way round where it is sorted by it, else its own way."""
    descending = not asked.descending if asked.sort == column else column != "name"
    text = f"{'-' if descending else ''}{column}"
    return place.at(sort=None if text == f"-{DEFAULT_SORT}" else text)


def download(place: Place) -> str:
    """The address of all that was found, as a file."""
    return "/members.csv" + place.at(page=None).href.removeprefix(place.path)
