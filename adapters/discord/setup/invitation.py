"""The address with which somebody who manages a server invites the bot into it."""

from typing import Final
from urllib.parse import urlencode

from adapters.discord.setup.needs import OPTIONAL, permissions
from domain.kernel.errors import Invalid

_AUTHORIZE: Final = "https://discord.com/oauth2/authorize"
_SCOPES: Final = "bot applications.commands"


def invite_url(application: int, wished: tuple[str, ...] = ()) -> str:
    """The invitation with the least permissions; Invalid for a wish that there is not."""
    unknown = [each for each in wished if each not in OPTIONAL]
    if unknown:
        raise Invalid(f"{unknown[0]!r} cannot be wished for: choose of {', '.join(OPTIONAL)}")
    asked = {
        "client_id": str(application),
        "scope": _SCOPES,
        "permissions": str(int(permissions(wished))),
    }
    return f"{_AUTHORIZE}?{urlencode(asked)}"
