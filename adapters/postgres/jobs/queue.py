"""The queue of pgqueuer in tables of our own names; the library is heavy, and imported where it is needed."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from adapters.postgres.link import Connection
from domain.operations.jobs import Wanted

if TYPE_CHECKING:
    from pgqueuer.adapters.persistence.queries import Queries
    from pgqueuer.domain.settings import DBSettings
    from pgqueuer.ports.driver import Driver

CHANNEL: Final = "community_os_jobs"


@cache
def names() -> "DBSettings":
    """Every name that it uses, so that nothing of them comes from the environment."""
    from pgqueuer.domain.settings import DBSettings, Durability
    from pgqueuer.domain.types import Channel

    return DBSettings(
        prefix="",
        db_schema="community_os_instance",
        channel=Channel(CHANNEL),
        function="jobs_changed",
        statistics_table="job_statistics",
        queue_status_type="job_status",
        queue_table="jobs",
        queue_table_log="job_log",
        trigger="jobs_changed",
        schedules_table="job_schedules",
        durability=Durability.durable,
        widen_id=False,
    )


def queries(driver: "Driver") -> "Queries":
    """Its statements on a connection of ours."""
    from pgqueuer.adapters.persistence.qb import (
        QueryBuilderEnvironment,
        QueryQueueBuilder,
        QuerySchedulerBuilder,
    )
    from pgqueuer.adapters.persistence.queries import Queries

    return Queries(
        driver, QueryBuilderEnvironment(names()), QueryQueueBuilder(names()), QuerySchedulerBuilder(names())
    )


async def put(connection: Connection, wanted: Wanted) -> bool:
    """Queue a job in the transaction of this connection; False where it is queued already."""
    from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver

    connected: Any = connection  # what a pool hands out is no connection to the type checker
    told = {"guild": wanted.guild, "told": dict(wanted.told)}
    (found,) = await queries(AsyncpgDriver(connected)).enqueue(
        wanted.kind, json.dumps(told).encode(), dedupe_key=wanted.key, on_conflict="skip"
    )
    return found is not None


def overtaken(job: int, wanted: Wanted) -> str:
    """The key of a job that runs while the same is asked for again."""
    return f"{job} before {wanted.key}"


def wanted_of(kind: str, payload: bytes | None) -> Wanted:
    """What a queued job asks for."""
    told = json.loads(payload or b"{}")
    known: Any = kind
    return Wanted(kind=known, guild=told.get("guild"), told=told.get("told") or {})
