"""Keys: the same thing told twice, by whomever, bears the same key."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from struct import Struct

from domain.community.log.activity import MESSAGE, REACTION, REACTIONS_SEEN, Activity
from domain.kernel.ids import snowflake_ms

MINIMUM_SECRET = 16
_SAID = Struct(">4q2?").pack


def natural_id(activity: Activity) -> str:
    """What its own world calls this activity, the same from every source.

    A reaction is called by message, member and emoji, and a look at a message's reactions by message
    and emoji, whatever the source wrote there; on Discord a message is called by its id.
    """
    subject = activity.subject
    if subject is None:
        return activity.natural_id
    if activity.kind == MESSAGE and activity.namespace == "discord":
        return str(subject)
    if activity.kind == REACTION and activity.person is not None:
        return f"{subject}:{activity.person.id}:{activity.details.get('emoji')}"
    if activity.kind == REACTIONS_SEEN:
        return f"{subject}:{activity.details.get('emoji')}"
    return activity.natural_id


class Keyring:
    """Makes keys, digests and the hashes of outside ids from the installation's secret.

    The secret keeps a key from being traced back to the person in it; it must never change, since
    the same activity would then count twice.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) < MINIMUM_SECRET:
            raise ValueError(f"the secret has {len(secret)} bytes, at least {MINIMUM_SECRET} are needed")
        key = blake2b(secret, digest_size=32, person=b"community-os").digest()
        # A keyed state that is copied costs two thirds of a new one, for each of millions of keys.
        self._short, self._long = blake2b(digest_size=8, key=key), blake2b(digest_size=16, key=key)

    def key(self, activity: Activity) -> bytes:
        """16 bytes: 48 bits of time, 80 bits of keyed BLAKE2b over (namespace, kind, natural id).

        The time is the one inside the id of Discord that it is about (milliseconds), else that of
        the hash itself, so that keys of one time lie together in the index (DESIGN, Key).
        """
        text = f"{activity.namespace}\x1f{activity.kind}\x1f{natural_id(activity)}"
        tail = _code(self._long, text)
        if activity.subject is not None and activity.namespace == "discord":
            return (snowflake_ms(activity.subject) & 0xFFFFFFFFFFFF).to_bytes(6, "big") + tail[6:]
        return tail

    def digest(self, activity: Activity, at: datetime, inferred: bool, details: str) -> int:
        """64 bits, signed, over all that a copy says: two copies that say the same are one.

        `at` and `inferred` are the settled time, `details` the canonical JSON of the details.
        """
        who, toward = activity.person, activity.toward
        by = f"{who.source}\x1f{who.id}" if who else ""
        to = f"{toward.source}\x1f{toward.id}" if toward else ""
        state = self._short.copy()
        state.update(
            _SAID(
                round(at.timestamp() * 1e6),
                activity.channel or 0,  # ids begin at 1
                activity.parent or 0,
                activity.subject or 0,
                inferred,
                who is not None and who.bot,
            )
            + f"{by}\x1e{to}\x1e{details}".encode("utf-8", "surrogatepass")
        )
        return int.from_bytes(state.digest(), "big", signed=True)

    def person(self, source: str, external_id: str) -> bytes:
        """16 bytes that stand for an outside id: how a person is found, also after erasure."""
        return _code(self._long, f"person\x1f{source}\x1f{external_id}")

    def record(self, parts: Mapping[str, object]) -> bytes:
        """16 bytes that stand for a record that could not be kept: the same record is one letter."""
        return _code(self._long, repr(sorted((name, repr(value)) for name, value in parts.items())))

    @property
    def fingerprint(self) -> str:
        """Tells whether a database was filled with this secret, and tells nothing else."""
        return _code(self._short, "fingerprint").hex()


def _code(keyed: "blake2b", text: str) -> bytes:
    """What the keyed hash says of a text; a lone surrogate counts as itself."""
    state = keyed.copy()
    state.update(text.encode("utf-8", "surrogatepass"))
    return state.digest()
