"""The members of a community."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from adapters.http_api.api.answers import Answering
from adapters.http_api.api.cursors import cursor as written
from adapters.http_api.api.cursors import place_of
from adapters.http_api.api.params import AsOf, Cursor, Guild, Window
from adapters.http_api.api.shapes.members import Leaderboard, MemberDetail, MemberList
from domain.community.tiers import Tier
from domain.insights.directory import Group
from domain.insights.directory.following import Following, Place, Sort
from domain.kernel.errors import Invalid
from domain.kernel.ids import MAX_ID, MAX_NUMBER

Member = Annotated[
    str,
    Path(description="A Discord id, or a member's number in this community.", pattern="^[0-9]{1,19}$"),
]
Search = Annotated[
    str, Query(description="A part of the name, or a Discord id.", max_length=100, examples=["ada"])
]


def _after(text: str | None, sort: Sort) -> Place | None:
    found = place_of(text, str, (int, float, type(None)), int)
    if found is None:
        return None
    if found[0] != sort or not 0 <= found[2] <= MAX_NUMBER:
        raise Invalid("cursor: it is of another question; begin again without one")
    return found[1], found[2]


async def _wanted(
    group: Annotated[Group, Query(description="Whom to list.")] = "everyone",
    tier: Annotated[Tier | None, Query(description="Only of this tier.")] = None,
    search: Search = "",
    sort: Annotated[Sort, Query(description="By number, or the highest score first.")] = "number",
    limit: Annotated[int, Query(ge=1, le=500, description="Members on a page.")] = 100,
    cursor: Cursor = None,
) -> Following:
    after = _after(cursor, sort)
    return Following(search=search, group=group, tier=tier, sort=sort, limit=limit, after=after)


Wanted = Annotated[Following, Depends(_wanted)]


def member_routes(answering: Answering) -> APIRouter:
    """`/members`, `/members/{id}` and `/leaderboard`."""
    routes = APIRouter(prefix="/guilds/{guild}", tags=["Members"])
    ask = answering.use_cases

    @routes.get("/members", response_model=MemberList, summary="Who is here, page by page")
    async def members(
        request: Request,
        guild: Guild,
        wanted: Wanted,
        window: Window = "30d",
        as_of: AsOf = None,
    ) -> Response:
        async def make() -> MemberList:
            found = await ask.list_members(guild, window, as_of, wanted)
            following = None if found.after is None else written(wanted.sort, *found.after)
            return MemberList.of(found, following)

        return await answering(request, guild, "read:members", make)

    @routes.get("/members/{id}", response_model=MemberDetail, summary="One member: who they are, how they do")
    async def member(
        request: Request, guild: Guild, id: Member, window: Window = "30d", as_of: AsOf = None
    ) -> Response:
        async def make() -> MemberDetail:
            number = await _number(answering, guild, id)
            return MemberDetail.of(await ask.show_member(guild, number, window, as_of))

        return await answering(request, guild, "read:members", make)

    @routes.get("/leaderboard", response_model=Leaderboard, summary="Who gave most")
    async def leaderboard(
        request: Request,
        guild: Guild,
        window: Window = "30d",
        as_of: AsOf = None,
        places: Annotated[int, Query(ge=1, le=100, description="How many places.")] = 10,
    ) -> Response:
        async def make() -> Leaderboard:
            return Leaderboard.of(await ask.show_top(guild, window, as_of, places=places))

        return await answering(request, guild, "read:members", make)

    return routes


async def _number(answering: Answering, guild: int, text: str) -> int:
    """Discord's ids are far beyond every member's number."""
    value = int(text)
    if value <= MAX_NUMBER:
        return value
    if value > MAX_ID:
        raise Invalid("id: an id lies between 1 and 2^63-1")
    return (await answering.use_cases.find_member(guild, text)).member_no
