"""The address that invites the bot into a server."""

from bootstrap.settings import Settings
from domain.kernel.errors import Invalid


async def invitation(settings: Settings, application: int | None, wished: tuple[str, ...]) -> str:
    """For the application that is named, else for the one that the token belongs to."""
    from adapters.discord.setup.invitation import invite_url

    if application is None:
        application = await _application_of(settings)
    return invite_url(application, wished)


async def _application_of(settings: Settings) -> int:
    from adapters.discord.setup.portal import Portal
    from bootstrap.version import version

    if settings.discord_token is None:
        raise Invalid(
            "whose bot is it? Set DISCORD_TOKEN, or name the application with --application-id "
            "(General Information of the Developer Portal)"
        )
    portal = Portal(api=settings.discord_api, token=settings.discord_token.reveal(), version=version())
    return (await portal.application()).id
