"""What a unit of work has changed that readers hold in memory beside the days."""

from collections.abc import Iterator

import attrs


@attrs.define
class Moved:
    """What it has changed, and not yet said: the member list, events, what people said of them."""

    members: bool = False
    events: bool = False
    answers: bool = False

    def told(self) -> Iterator[str]:
        """Each of them once, as readers look for it."""
        for name in ("members", "events", "answers"):
            if getattr(self, name):
                setattr(self, name, False)
                yield name

    @property
    def any(self) -> bool:
        """Whether anything has still to be said."""
        return self.members or self.events or self.answers
