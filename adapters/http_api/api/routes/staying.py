"""Who stays, and what they are to the community."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from adapters.http_api.api.answers import Answering, key_of
from adapters.http_api.api.params import AsOf, Guild, Window
from adapters.http_api.api.shapes.retention import Retention
from adapters.http_api.api.shapes.segments import Segments
from domain.insights.kpis.retention import CohortKind, Mode

Cohorts = Annotated[CohortKind, Query(description="How people are put together: by how they began.")]
Counted = Annotated[
    Mode, Query(description="Active in that very week (`on`), or in it or any later one (`on_or_after`).")
]


def staying_routes(answering: Answering) -> APIRouter:
    """`/retention` and `/segments`."""
    routes = APIRouter(prefix="/guilds/{guild}", tags=["Numbers"])
    ask = answering.use_cases

    @routes.get("/retention", response_model=Retention, summary="Of those who began, how many stayed")
    async def retention(
        request: Request,
        guild: Guild,
        window: Window = "182d",
        as_of: AsOf = None,
        cohorts: Cohorts = "join",
        mode: Counted = "on",
    ) -> Response:
        async def make() -> Retention:
            return Retention.of(await ask.show_retention(guild, window, as_of, cohorts=cohorts, mode=mode))

        return await answering(request, guild, "read:kpis", make)

    @routes.get(
        "/segments", response_model=Segments, summary="Who is core, new, silent or gone, and who moved"
    )
    async def segments(
        request: Request,
        guild: Guild,
        window: Window = "30d",
        as_of: AsOf = None,
        most: Annotated[int, Query(ge=0, le=1000, description="Members of each flow that are named.")] = 10,
    ) -> Response:
        named = "read:members" in key_of(request).scopes

        async def make() -> Segments:
            found = await ask.show_segments(guild, window, as_of, most=most if named else 0)
            return Segments.of(found, named=named, most=most)

        return await answering(request, guild, "read:kpis", make)

    return routes
