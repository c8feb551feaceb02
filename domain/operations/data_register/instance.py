"""The tables of the installation."""

from typing import Final

from domain.operations.data_register.tables import Change, Retention, Table


def _of_jobs(name: str, holds: str) -> Table:
    return Table(
        name=name,
        room="operations",
        holds=holds,
        retention=Retention.INSTALLATION,
        change=Change.REPLACED,
        scope="instance",
        exported=False,
        backed_up=False,
    )


INSTANCE: Final[tuple[Table, ...]] = (
    Table(
        name="guild_register",
        room="community",
        holds="which guilds there are",
        retention=Retention.INSTALLATION,
        change=Change.APPENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="dead_letters",
        room="community",
        holds="records whose guild could not be read, without any written text, and why",
        retention=Retention.TROUBLE,
        change=Change.AMENDED,
        scope="instance",
        personal=("record", "detail"),
        exported=False,
    ),
    Table(
        name="refusals",
        room="community",
        holds="how many records without a readable guild were refused, by reason",
        retention=Retention.INSTALLATION,
        change=Change.AMENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="installation",
        room="operations",
        holds="the fingerprint of the installation's secret",
        retention=Retention.INSTALLATION,
        change=Change.APPENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="api_keys",
        room="operations",
        holds="the keys of other programs: what each may read, until when, and the keyed hash of its secret",
        retention=Retention.INSTALLATION,
        change=Change.AMENDED,
        scope="instance",
        exported=False,
    ),
    Table(
        name="leases",
        room="operations",
        holds="which process holds which task, on which machine",
        retention=Retention.INSTALLATION,
        change=Change.AMENDED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
    Table(
        name="bots",
        room="operations",
        holds="how each process of the bot is, and what of its journal waits",
        retention=Retention.INSTALLATION,
        change=Change.REPLACED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
    Table(
        name="bot_shards",
        room="operations",
        holds="how each connection of the bot to Discord is, and which guilds are on it",
        retention=Retention.INSTALLATION,
        change=Change.REPLACED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
    _of_jobs("jobs", "background jobs that wait, run or failed; what they are about, and nobody's name"),
    _of_jobs("job_runs", "how often each job was taken, how far it is, and why it failed"),
    _of_jobs("job_ends", "when each kind of job was last done for a community; nobody's name"),
    _of_jobs("job_log", "what became of each job, for a week"),
    _of_jobs("job_schedules", "when workers look next whether there is something to do"),
    _of_jobs("job_statistics", "how many jobs ended how, for a week"),
    _of_jobs("workers", "which process works, on which machine, and when it said so last"),
    Table(
        name="schema_migrations",
        room="operations",
        holds="which migrations were applied",
        retention=Retention.INSTALLATION,
        change=Change.APPENDED,
        scope="instance",
        exported=False,
        backed_up=False,
    ),
)
