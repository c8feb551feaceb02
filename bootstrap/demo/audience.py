"""Whether somebody looks at the demo."""

from collections.abc import Callable
from typing import Final

import attrs

from adapters.http_api.asgi import App, Receive, Scope, Send

_AWHILE: Final = 60.0
_PROBES: Final = frozenset({"/healthz", "/readyz"})


@attrs.define(kw_only=True)
class Audience:
    """Who has a page open, or asked for one a minute ago, looks; machines that ask how it is do not."""

    clock: Callable[[], float]
    """Seconds that only grow."""

    _open: int = 0
    _latest: float = attrs.field(init=False, default=float("-inf"))

    def looks(self) -> bool:
        """Whether somebody does."""
        return self._open > 0 or self.clock() - self._latest < _AWHILE

    def around(self, app: App) -> App:
        """The same app, watched."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "lifespan" or scope.get("path") in _PROBES:
                await app(scope, receive, send)
                return
            self._open += 1
            try:
                await app(scope, receive, send)
            finally:
                self._open -= 1
                self._latest = self.clock()

        return watched
