"""The developer portal: the bot's token, and the privileged switches."""

from base64 import urlsafe_b64encode
from secrets import token_urlsafe

import attrs


@attrs.define
class Portal:
    """What the owner of the application has set; `denied` are switches that are off."""

    token: str
    token_is_valid: bool = True
    denied: set[str] = attrs.field(factory=set)

    def knows(self, token: str | None) -> bool:
        return self.token_is_valid and token == self.token


def a_token(bot: int) -> str:
    """Shaped like a real one: the bot's id, when it was made, and a secret."""
    return f"{urlsafe_b64encode(str(bot).encode()).decode().rstrip('=')}.GLoopb.{token_urlsafe(28)}"
