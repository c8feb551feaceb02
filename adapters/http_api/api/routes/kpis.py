"""The numbers of a community."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from adapters.http_api.api.answers import Answering, key_of
from adapters.http_api.api.params import AsOf, Guild, Window
from adapters.http_api.api.shapes.kpis import KpiDetail, KpiList, KpiReceipt
from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.kpi import By, Grain

Key = Annotated[
    str, Path(description="The key of a KPI, as `/kpis` lists it.", max_length=60, examples=["wam"])
]
GrainAsked = Annotated[
    Grain | None, Query(description="Its course by day, week or month; else by what fits the window.")
]
ByAsked = Annotated[By | None, Query(description="By what its parts are.")]
Of = Annotated[
    str | None,
    Query(description="Only of a group, such as `segment:core`.", max_length=100, examples=["segment:core"]),
]


def kpi_routes(answering: Answering) -> APIRouter:
    """`/kpis`, `/kpis/{key}` and its receipt."""
    routes = APIRouter(prefix="/guilds/{guild}/kpis", tags=["Numbers"])
    ask = answering.use_cases

    @routes.get("", response_model=KpiList, summary="Every KPI of a window, beside the window before")
    async def kpis(
        request: Request, guild: Guild, window: Window = "30d", as_of: AsOf = None, of: Of = None
    ) -> Response:
        async def make() -> KpiList:
            return KpiList.of(await ask.read_kpis(guild, window_text=window, as_of_text=as_of, of=of))

        return await answering(request, guild, "read:kpis", make)

    @routes.get("/{key}", response_model=KpiDetail, summary="One KPI: its parts and its course")
    async def kpi(
        request: Request,
        guild: Guild,
        key: Key,
        window: Window = "30d",
        grain: GrainAsked = None,
        as_of: AsOf = None,
        by: ByAsked = None,
        of: Of = None,
    ) -> Response:
        asked = KpiQuestion(key=key, window=window, as_of=as_of, grain=grain, by=by, of=of)

        async def make() -> KpiDetail:
            return KpiDetail.of_course(await ask.read_kpi(guild, asked))

        return await answering(request, guild, "read:kpis", make)

    @routes.get("/{key}/receipt", response_model=KpiReceipt, summary="Where a number comes from")
    async def receipt(
        request: Request,
        guild: Guild,
        key: Key,
        window: Window = "30d",
        as_of: AsOf = None,
        by: ByAsked = None,
        of: Of = None,
    ) -> Response:
        asked = KpiQuestion(key=key, window=window, as_of=as_of, by=by, of=of)
        named = "read:members" in key_of(request).scopes

        async def make() -> KpiReceipt:
            return KpiReceipt.of(await ask.explain(guild, asked), named=named)

        return await answering(request, guild, "read:kpis", make)

    return routes
