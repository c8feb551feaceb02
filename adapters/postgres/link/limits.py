"""How long the link waits: for ever is not among the answers."""

import attrs


@attrs.frozen(kw_only=True)
class LinkLimits:
    """Seconds and counts of one link; long jobs open a link of their own with a larger `command`."""

    connect: float = 3.0
    """To reach the server and log in; short, so that a page heals within five seconds of its return."""
    acquire: float = 5.0
    """To get a connection out of the pool, a new one included; and then to begin the work."""
    command: float = 30.0
    """For one statement: the server ends it then; one second later the link counts as silent."""
    close: float = 5.0
    """For units of work to end when the link is closed."""
    pause: float = 0.5
    """While the server is away: between two attempts to reach it."""
    connections: int = 10
    """At most, for each process."""
