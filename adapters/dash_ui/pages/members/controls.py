"""What stands around the table: the search, the groups, how many were found, the pages and the file."""

from typing import Any, Final

import dash_mantine_components as dmc
from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.components.living import living
from adapters.dash_ui.pages.members.asking import download
from adapters.dash_ui.pages.members.tiers import TIER_NAMES
from adapters.dash_ui.place import Place
from adapters.dash_ui.words import counted, number
from domain.insights.directory import PAGE_SIZE, Directory, Group

_NAMES: Final[dict[Group, str]] = {
    "everyone": "Everyone",
    "active": "Active",
    "silent": "Silent",
    "left": "Left",
    "bots": "Bots",
}
_MEANT: Final[dict[Group, str]] = {
    "everyone": "All people, without bots",
    "active": "Wrote, reacted or talked in this time",
    "silent": "Still here, but not heard of in this time",
    "left": "Left the community",
    "bots": "Programs, not people; what they do is not counted",
}


def search_box(place: Place) -> html.Div:
    """A search that starts with Enter, so that half a name asks nothing."""
    return html.Div(
        [
            dmc.TextInput(
                id="members-search",
                value=place.search or "",
                debounce=True,
                placeholder="Name or Discord id, then Enter",
                leftSection=icon("search"),
                inputProps={"maxLength": 64, "autoComplete": "off", "type": "search"},
                **spelled(aria_label="Search by name or Discord id, then press Enter"),
            ),
        ],
        className="search",
        role="search",
    )


def groups(read: Directory, place: Place) -> html.Div:
    """Links to each group, with how many of what was searched are in it."""
    return html.Div(
        [_group(group, read, place) for group in _NAMES],
        className="picker groups",
        role="group",
        **spelled(aria_label="Which members"),
    )


def _group(group: Group, read: Directory, place: Place) -> dmc.Anchor:
    chosen = {"aria-current": "true"} if read.question.group == group else {}
    count = html.Span(number(read.counts[group]), className="group-count")
    return dmc.Anchor(
        [html.Span(_NAMES[group], title=_MEANT[group]), living(f"group-{group}-count", count)],
        id=f"group-{group}",
        href=place.at(show=None if group == "everyone" else group).href,
        refresh=False,
        unstyled=True,
        className="choice",
        **chosen,
    )


def found_words(read: Directory) -> str:
    """ "Members 51-100 of 1,204"."""
    if not read.found:
        return "Nobody found"
    if read.pages == 1:
        return f"{counted(read.found, 'member')} found"
    first = (read.page - 1) * PAGE_SIZE + 1
    last = min(read.page * PAGE_SIZE, read.found)
    return f"{number(first)}\u2013{number(last)} of {counted(read.found, 'member')} found"


def meant(read: Directory) -> str:
    """Who belongs to the group and the tier that are shown."""
    tier = read.question.tier
    return f"{_MEANT[read.question.group]}{f', and only of the tier {TIER_NAMES[tier]}' if tier else ''}."


def file_link(read: Directory, place: Place) -> html.A:
    """Everything that was found as a file for a spreadsheet."""
    return html.A(
        [icon("download"), "Download as CSV"],
        href=download(place),
        id="members-csv",
        className="file-link",
        download="members.csv",
        title="All that was found, not this page alone",
    )


def pager(read: Directory, place: Place) -> list[Any]:
    """The way to the other pages; none where there is one."""
    if read.pages == 1:
        return []
    steps = (
        ("first", "First", 1),
        ("previous", "Previous", read.page - 1),
        ("next", "Next", read.page + 1),
        ("last", "Last", read.pages),
    )
    ends = {"first": 1, "previous": 1, "next": read.pages, "last": read.pages}
    parts = [_step(key, name, to, place, off=read.page == ends[key]) for key, name, to in steps]
    here = html.Span(f"Page {number(read.page)} of {number(read.pages)}", className="pager-here")
    return [
        html.Nav([*parts[:2], here, *parts[2:]], className="pager", **spelled(aria_label="Pages of members"))
    ]


def _step(key: str, name: str, to: int, place: Place, *, off: bool) -> Any:  # noqa: ANN401
    if off:
        return html.Span(name, className="step off", **spelled(aria_disabled="true"))
    return dmc.Anchor(
        name,
        id=f"page-{key}",
        href=place.at(page=None if to == 1 else str(to)).href,
        refresh=False,
        unstyled=True,
        className="step",
    )
