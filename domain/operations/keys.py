"""Keys of other programs: who may read what over the API, until when, and how often."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

import attrs

from domain.kernel.actors import Actor
from domain.kernel.errors import Invalid, NotFound, Refused

Scope = Literal["read:kpis", "read:members", "read:events"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
WORDS: Final[dict[Scope, str]] = {
    "read:kpis": "numbers of the community, without anybody's name",
    "read:members": "who the members are, what they did, and leaderboards",
    "read:events": "events, and who came",
}

PER_MINUTE: Final = 600
MOST_PER_MINUTE: Final = 60_000
LONGEST_NAME: Final = 80
ID_LENGTH: Final = 8
_TOKEN = re.compile(r"cos_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_DAYS = re.compile(r"([0-9]{1,4})d")


class UnknownKey(Refused):
    """Nobody is known by what was given as a key; the message tells whoever holds it what to do."""


@attrs.frozen(kw_only=True)
class ApiKey:
    """A key as it is kept: the keyed hash of its secret, and never the secret.

    `guild` is the only community that it opens, None all of them; `per_minute` how often it may ask.
    """

    id: str
    name: str
    hash: bytes = attrs.field(repr=False)
    scopes: frozenset[Scope]
    guild: int | None
    per_minute: int
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    revoked_at: datetime | None = None
    used_at: datetime | None = None

    def state(self, now: datetime) -> Literal["works", "expired", "revoked"]:
        """Whether it opens anything at this moment."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "works"

    def revoked(self, now: datetime) -> "ApiKey":
        """It opens nothing any more, from now on and for ever; the first time is kept."""
        return self if self.revoked_at is not None else attrs.evolve(self, revoked_at=now)

    @property
    def actor(self) -> Actor:
        """Who asks when it is shown."""
        return Actor(kind="key", name=f"key {self.name}", assurance="key", guild=self.guild)

    def must_open(self, scope: Scope) -> None:
        """Raises Refused for what it was not made for."""
        if scope not in self.scopes:
            raise Refused(
                f"this key may not read {WORDS[scope]}: it lacks {scope}. Ask for one that has it, "
                "made with `community-os keys create`"
            )

    def must_reach(self, guild: int) -> None:
        """Raises NotFound for a community that it does not open, whether there is one or not."""
        if self.guild is not None and self.guild != guild:
            raise NotFound(f"this key opens no guild {guild}")


def token(key_id: str, secret: str) -> str:
    """A key as a program sends it."""
    return f"cos_{key_id}_{secret}"


def read_token(text: str) -> tuple[str, str]:
    """Id and secret of what a program sent; raises UnknownKey where it cannot be a key of ours."""
    found = _TOKEN.fullmatch(text)
    if found is None:
        raise UnknownKey("that is no key of Community OS: one begins with cos_ and has 56 characters")
    return found.group(1), found.group(2)


def must_work(key: ApiKey, now: datetime) -> ApiKey:
    """The key; raises UnknownKey, with the reason, for one that opens nothing any more."""
    if key.state(now) == "revoked":
        raise UnknownKey("this key was revoked: ask for another one")
    if key.state(now) == "expired":
        raise UnknownKey("this key has expired: ask for another one")
    return key


def checked_name(text: str) -> str:
    """What a key is called; Invalid for nothing, or what cannot be shown in a line."""
    name = text.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Invalid(f"a key needs a name that says who uses it: 1 to {LONGEST_NAME} letters in one line")
    return name


def checked_scopes(given: Collection[str]) -> frozenset[Scope]:
    """The scopes of these names; Invalid for none, or for one that there is not."""
    known = frozenset(scope for scope in SCOPES if scope in given)
    if unknown := sorted(set(given) - known):
        raise Invalid(f"there is no scope {unknown[0]!r}; there are {', '.join(SCOPES)}")
    if not known:
        raise Invalid(f"a key that may read nothing is of no use: give it scopes, of {', '.join(SCOPES)}")
    return known


def expiry(text: str, now: datetime) -> datetime | None:
    """Until when: `90d` from now, or `never`; Invalid for anything else."""
    if text == "never":
        return None
    found = _DAYS.fullmatch(text)
    if found is None or not 1 <= int(found.group(1)) <= 3660:
        raise Invalid(f"{text!r} is no time to expire: write 90d, with 1 to 3660 days, or never")
    return now + timedelta(days=int(found.group(1)))


def checked_pace(per_minute: int) -> int:
    """How often a key may ask; Invalid beyond what one process can answer."""
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise Invalid(f"a key may ask between 1 and {MOST_PER_MINUTE:,} times a minute")
    return per_minute
