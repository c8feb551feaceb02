"""Who stays."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from adapters.http_api.api.answers import Answering
from adapters.http_api.api.params import AsOf, Guild, Window
from adapters.http_api.api.shapes.retention import Retention
from domain.insights.kpis.retention import CohortKind, Mode

Cohorts = Annotated[CohortKind, Query(description="How people are put together: by how they began.")]
Counted = Annotated[
    Mode, Query(description="Active in that very week (`on`), or in it or any later one (`on_or_after`).")
]


def staying_routes(answering: Answering) -> APIRouter:
    """`/retention`."""
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

    return routes
