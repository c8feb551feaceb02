"""Where Discord is: two addresses of the library, set before it connects."""

import discord.gateway
import discord.http
import yarl


def reach(api: str, gateway: str) -> None:
    """Point the library at these addresses, for this whole process."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
