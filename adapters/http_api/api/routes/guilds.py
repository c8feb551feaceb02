"""Which communities a key opens."""

from fastapi import APIRouter, Request, Response

from adapters.http_api.api.answers import Answering, Whole, key_of, told
from adapters.http_api.api.shapes.base import GuildList, GuildName


def guild_routes(answering: Answering) -> APIRouter:
    """`/guilds`."""
    routes = APIRouter(tags=["Communities"])
    use_cases = answering.use_cases

    @routes.get("/guilds", response_model=GuildList, summary="The communities that this key opens")
    async def guilds(request: Request) -> Response:
        key = key_of(request)
        found = []
        for guild in await use_cases.store.guilds():
            if key.guild in (None, guild):
                async with use_cases.store.reading(guild) as work:
                    profile = await work.guild.profile()
                found.append(GuildName(id=str(guild), name=(profile and profile.name) or f"Guild {guild}"))
        return told(request, Whole.of(GuildList(guilds=found), 0.0))

    return routes
