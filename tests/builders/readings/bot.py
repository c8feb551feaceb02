"""The bot as a guild sees it, in every state that a page has to show."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from domain.community.backfill.progress import BackfillProgress, Doing
from domain.operations.bot import BotState, MissingIntent, Phase, ShardState
from domain.operations.jobs import Job, Worker
from domain.operations.jobs.background import Background
from domain.operations.leases import Holder
from domain.operations.sight import Backlog, BotSight, Process
from tests.builders.overview import GUILD
from tests.builders.readings.data_quality import NOW

SINCE = NOW - timedelta(hours=30)
HOLDER = Holder(id="a" * 32, host="attic", pid=4711)
MEMBERS_OFF = MissingIntent(
    switch="Server Members Intent", unavailable="joins, leaves and roles: newcomers, leavers and tiers"
)


def a_shard(
    shard: int | None = None, count: int = 1, phase: Phase = "listening", *, guild: int | None = GUILD
) -> ShardState:
    """The connection of the guild, unless another is named."""
    return ShardState(
        shard=(GUILD >> 22) % count if shard is None else shard,
        count=count,
        phase=phase,
        since=SINCE,
        guilds=() if guild is None else (guild,),
        last_heard=NOW - timedelta(seconds=11),
        last_event=NOW - timedelta(seconds=2),
    )


def a_process(
    phase: Phase = "listening",
    *,
    told: timedelta = timedelta(seconds=1),
    backlog: Backlog | None = None,
    **state: Any,
) -> Process:
    return Process(
        bot="b" * 16,
        holder=HOLDER,
        told_at=NOW - told,
        state=BotState(phase=phase, since=SINCE, **({"shards": (a_shard(phase=phase),)} | state)),
        backlog=backlog or Backlog(most_bytes=10**9),
    )


def a_sight(*processes: Process, guild: int | None = GUILD, **changes: Any) -> BotSight:
    """A bot that listens, unless told otherwise; it is in the guild that is asked for."""
    told = processes or (a_process(shards=(a_shard(guild=guild),)),)
    return BotSight(**({"guild": guild, "now": NOW, "processes": told} | changes))


def progress(doing: Doing = Doing.HISTORY, **changes: Any) -> BackfillProgress:
    facts: dict[str, Any] = {
        "doing": doing,
        "began_at": NOW - timedelta(minutes=14),
        "told_at": NOW - timedelta(seconds=3),
        "channels": 48,
        "channels_done": 31,
        "forbidden": 2,
        "messages": 128_400,
        "requests": 1_391,
        "reactors_left": 2_310,
        "reached": NOW - timedelta(days=41),
        "remaining": timedelta(minutes=9),
    }
    return BackfillProgress(**(facts | changes))


def a_backfilling_sight() -> BotSight:
    return a_sight(progress=progress(), unreadable=((71, "moderators"), (2**62, None)))


def a_caught_up_sight() -> BotSight:
    done = progress(Doing.DONE, channels_done=48, reactors_left=0, remaining=None, forbidden=0)
    return a_sight(progress=done)


def a_troubled_sight() -> BotSight:
    """Many connections, one of them lost; switches off, records lost, the database away for long."""
    count = 12
    mine = (GUILD >> 22) % count
    shards = tuple(
        a_shard(each, count, "waiting" if each == (mine + 1) % count else "listening")
        for each in range(count)
    )
    late = Backlog(
        records=48_211, bytes=31_000_000, most_bytes=10**9, oldest=NOW - timedelta(minutes=47), dropped=1_204
    )
    troubled = a_process(
        words="One connection is waiting for Discord.",
        shards=shards,
        missing=(
            MEMBERS_OFF,
            MissingIntent(switch="Message Content Intent", unavailable="how long messages are"),
        ),
        quarantined=3,
        invalid_requests=12,
        backlog=late,
    )
    return a_sight(troubled, progress=progress(Doing.STOPPED, problem="Discord did not answer for long."))


EVERY_SIGHT: Final[dict[str, Callable[[], BotSight]]] = {
    "simulated": lambda: BotSight(guild=GUILD, now=NOW, simulated=True),
    "off": lambda: BotSight(guild=GUILD, now=NOW),
    "silent": lambda: a_sight(a_process(told=timedelta(hours=3)), progress=progress()),
    "refused": lambda: a_sight(a_process("refused", words="The token was reset: copy it anew.")),
    "ended": lambda: a_sight(a_process("waiting", words="It ended with an error that the log tells.")),
    "absent": lambda: a_sight(a_process(shards=(a_shard(guild=None),))),
    "connecting": lambda: a_sight(a_process("starting", shards=())),
    "in part": a_troubled_sight,
    "listening": a_sight,
    "backfilling": a_backfilling_sight,
    "caught up": a_caught_up_sight,
}


WORKER = Holder(id="worker", host="somewhere", pid=7)


def a_background(**wishes: Any) -> Background:
    """A worker that published ten minutes ago."""
    worker = Worker(holder=WORKER, since=NOW - timedelta(days=1), told_at=NOW)
    usual = {
        "guild": 7,
        "now": NOW,
        "workers": (worker,),
        "published_at": NOW - timedelta(minutes=10),
        "next_at": NOW + timedelta(minutes=50),
    }
    return Background(**(usual | wishes))


def a_job(**wishes: Any) -> Job:
    """A publishing that failed an hour ago."""
    usual: dict[str, Any] = {
        "id": 4711,
        "kind": "publish",
        "guild": 7,
        "state": "failed",
        "asked_at": NOW - timedelta(hours=1),
        "problem": "the community is not there: bring it back",
    }
    return Job(**(usual | wishes))
