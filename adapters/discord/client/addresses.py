"""Where Discord is: two addresses of the library, set before it connects."""

import discord.gateway
import discord.http
import yarl


def reach(api: str, gateway: str) -> None:
    """Point the library at these addresses, for this whole process."""
    discord.http.Route.BASE = str(
        yarl.URL(api)
    )  # as requests have it: what is not known there is not counted
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
