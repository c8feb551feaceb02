"""What each kind of job does: one use case, or one command of the program."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bootstrap.keeping.daily import back_up
from bootstrap.processes import Opened
from bootstrap.settings import Settings
from domain.kernel.errors import Invalid
from domain.operations.jobs import JobKind, Wanted

if TYPE_CHECKING:
    from adapters.postgres.jobs.worker import Task, Told


def tasks_of(settings: Settings, product: Opened) -> Mapping[JobKind, "Task"]:
    """Those that this worker takes; where no backups are kept, another one may make them."""
    use_cases = product.use_cases

    async def publish(wanted: Wanted, told: "Told") -> None:
        await use_cases.publish_readings(_guild(wanted), told)

    async def recount(wanted: Wanted, told: "Told") -> None:
        await use_cases.count_again(_guild(wanted), wanted.told, told)

    async def backup(_wanted: Wanted, _told: "Told") -> None:
        await back_up(settings)

    tasks: dict[JobKind, Task] = {"publish": publish, "recount": recount}
    if settings.backups_kept:
        tasks["backup"] = backup
    return tasks


def _guild(wanted: Wanted) -> int:
    if wanted.guild is None:
        raise Invalid(f"the job {wanted.key} names no community: drop it")
    return wanted.guild
