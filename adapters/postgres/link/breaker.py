"""While the database is away nobody queues up for it: one caller tries, the others are told at once."""

from adapters.postgres.link.faults import DatabaseAway


class Breaker:
    """Knows that the server is away, and lets one attempt through now and then. `now` is in seconds."""

    def __init__(self, pause: float, attempt: float) -> None:
        self._pause = pause
        self._attempt = attempt
        self._away: DatabaseAway | None = None
        self._closed_until = 0.0

    def check(self, now: float) -> None:
        """Raise what is known, or let this caller try while the others are kept back."""
        if self._away is None:
            return
        if now < self._closed_until:
            raise self._away.again()
        self._closed_until = now + self._attempt

    def failed(self, away: DatabaseAway, now: float) -> None:
        """The server was found away."""
        if away.reason.whole_server:
            self._away = away
            self._closed_until = now + self._pause

    def gave_up(self, now: float) -> None:
        """The one who tried does not know: the next may try at once."""
        self._closed_until = now

    def answered(self) -> None:
        """The server is there."""
        self._away = None
