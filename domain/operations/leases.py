"""Leases: of several processes that could do a thing, one does it, and the others can say which."""

import hashlib
from datetime import datetime, timedelta

import attrs


@attrs.frozen(kw_only=True)
class LeaseRules:
    """How long a lease lasts unless it is renewed, and how often its holder does so."""

    lasts: timedelta = timedelta(seconds=30)
    """So long nobody listens after a holder was killed; its clock may stand still as long without harm."""

    renewed_every: timedelta = timedelta(seconds=10)


@attrs.frozen(kw_only=True)
class Holder:
    """A process that holds leases; who comes after it in a place that only one can have bears its `id`."""

    id: str
    host: str
    pid: int

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


@attrs.frozen(kw_only=True)
class Lease:
    """Who holds what, since when and until when, all by the clock of the database."""

    name: str
    holder: Holder
    taken: datetime
    renewed: datetime
    until: datetime

    def belongs_to(self, holder: Holder) -> bool:
        """Whether this process took it."""
        return self.holder.id == holder.id

    def is_held(self, now: datetime) -> bool:
        """A lease that was not renewed in time is nobody's."""
        return now < self.until

    def may_be_taken(self, holder: Holder, now: datetime) -> bool:
        """By its own holder at any time, by another one once it is nobody's."""
        return self.belongs_to(holder) or not self.is_held(now)


def taken_by(holder: Holder, name: str, before: Lease | None, now: datetime, rules: LeaseRules) -> Lease:
    """The lease as it stands after a process asked for it: its own now, or still that of another."""
    if before is not None and not before.may_be_taken(holder, now):
        return before
    again = before is not None and before.belongs_to(holder)
    return Lease(
        name=name,
        holder=holder,
        taken=before.taken if before is not None and again else now,
        renewed=now,
        until=now + rules.lasts,
    )


def bot_name(application: int) -> str:
    """What a bot is called where its state is kept: the same for every process that has its token."""
    return hashlib.blake2b(str(application).encode(), digest_size=8, person=b"bot of Discord").hexdigest()


def shard_lease(bot: str, shard: int) -> str:
    """The name of the lease of one shard of a bot, however many shards there are."""
    return f"bot {bot} shard {shard}"
