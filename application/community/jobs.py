"""What a use case needs of background jobs: to ask for one with what it writes, and to see what waits."""

from typing import Protocol

from domain.operations.jobs import Job, Wanted


class Jobs(Protocol):
    """The jobs of one guild."""

    async def ask(self, wanted: Wanted) -> bool:
        """Have a worker do it once this transaction is kept; False where no worker is there that would.

        Asked for twice, it is done once; what has to be done `again` also after that which runs already.
        """
        ...

    async def pending(self) -> list[Job]:
        """What waits, runs or failed, the oldest first."""
        ...
