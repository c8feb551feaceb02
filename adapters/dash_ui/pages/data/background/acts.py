"""What can be done about a job that failed."""

from typing import Final

from adapters.dash_ui.acts import Act, Asked, Done
from adapters.dash_ui.desk import Desk
from domain.kernel.errors import NotFound

RETRY: Final = "data/retry"


async def retry(desk: Desk, asked: Asked) -> Done:
    """Have it done again."""
    job = asked.whole("job")
    if desk.jobs is None or job is None:
        raise NotFound("there is nothing here that failed: reload the page")
    await desk.jobs.retry(job, asked.by, guild=asked.guild)
    return Done(said="It is tried again, in a moment.")


ACTS: Final = (Act(name=RETRY, run=retry),)
