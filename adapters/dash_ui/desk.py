"""What the pages ask for: the questions of the application, given by whoever starts the program."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import attrs

from domain.insights.overview import Overview, Person

ShowOverview = Callable[[int, str, str | None], Awaitable[Overview]]
ListGuilds = Callable[[], Awaitable[Sequence[tuple[int, str]]]]
ListStaff = Callable[[int], Awaitable[Sequence[Person]]]
ReadName = Callable[[Mapping[str, str]], str | None]


@attrs.frozen(kw_only=True)
class Desk:
    """The questions behind the pages; each may raise NotFound, Invalid or Unavailable, and the page says so.

    `overview(guild, window, as_of)`, `guilds()` and `staff(guild)` answer; `who(cookies)` is the name that
    the visitor declared, from the signed cookie; `demo` marks every page.
    """

    overview: ShowOverview
    guilds: ListGuilds
    staff: ListStaff
    who: ReadName
    demo: bool = False
