"""The events of a community."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from adapters.http_api.api.answers import Answering
from adapters.http_api.api.cursors import cursor as written
from adapters.http_api.api.cursors import place_of
from adapters.http_api.api.params import AsOf, Cursor, Guild, Window
from adapters.http_api.api.shapes.events import EventDetail, EventList
from domain.insights.events.calendar import Events, Filter
from domain.insights.events.lines import EventLine
from domain.kernel.ids import snowflake
from domain.kernel.instants import milliseconds

EventId = Annotated[
    str,
    Path(description="The id of an event, here or in Discord.", pattern="^[1-9][0-9]{0,18}$", max_length=19),
]


def event_routes(answering: Answering) -> APIRouter:
    """`/events` and `/events/{id}`."""
    routes = APIRouter(prefix="/guilds/{guild}/events", tags=["Events"])
    ask = answering.use_cases

    @routes.get("", response_model=EventList, summary="Events of a window, and all that run or lie ahead")
    async def events(
        request: Request,
        guild: Guild,
        window: Window = "30d",
        as_of: AsOf = None,
        type: Annotated[str | None, Query(description="Only of this type.", max_length=100)] = None,
        limit: Annotated[int, Query(ge=1, le=200, description="Events on a page.")] = 50,
        cursor: Cursor = None,
    ) -> Response:
        after = place_of(cursor, int, int)

        async def make() -> EventList:
            found = await ask.show_events(guild, window, as_of, wanted=Filter(type=type))
            page, more = _page(found, after, limit)
            following = written(*_place(page[-1])) if more else None
            return EventList.of(found, page, following)

        return await answering(request, guild, "read:events", make)

    @routes.get("/{id}", response_model=EventDetail, summary="One event: who said so, and who came")
    async def event(request: Request, guild: Guild, id: EventId, as_of: AsOf = None) -> Response:
        wanted = snowflake(id, where="id")

        async def make() -> EventDetail:
            return EventDetail.of(await ask.show_event(guild, wanted, as_of_text=as_of))

        return await answering(request, guild, "read:events", make)

    return routes


def _page(found: Events, after: list[int] | None, limit: int) -> tuple[Sequence[EventLine], bool]:
    """The next events after a place, and whether there are more; one that is added later moves none."""
    every = {line.event_id: line for line in (*found.past, *found.running, *found.coming)}
    lines = sorted(every.values(), key=_place, reverse=True)
    left = [line for line in lines if after is None or _place(line) < tuple(after)]
    return left[:limit], len(left) > limit


def _place(line: EventLine) -> tuple[int, int]:
    return milliseconds(line.starts_at), line.event_id
