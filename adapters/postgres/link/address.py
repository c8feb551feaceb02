"""Where the database is: a URL that is checked at once and never shows its password."""

from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import attrs

from domain.kernel.errors import Invalid

_POOLER_PORT = 6543  # Supabase's transaction pooler
_FOREIGN_OPTIONS = {"pgbouncer", "connection_limit", "pool_timeout", "schema"}
"""Options of other clients that a copied URL often carries; a server refuses them as unknown settings."""
_CONNECTION_OPTIONS = {
    "host",
    "port",
    "user",
    "password",
    "dbname",
    "database",
    "passfile",
    "target_session_attrs",
    "options",
}


@attrs.frozen(kw_only=True, repr=False)
class DatabaseAddress:
    """One PostgreSQL database.

    `pooled` when a transaction pooler stands before it; `direct_by_word` when the URL says `pgbouncer=false`,
    which a person writes for a pooler in session mode: it looks like a pooler and behaves like the server.
    """

    url: str
    pooled: bool = False
    direct_by_word: bool = False

    @classmethod
    def parse(cls, text: str, *, setting: str = "COMMUNITY_OS_DATABASE_URL") -> Self:
        """Check a URL that a person wrote; the message says what is wrong without repeating a password."""
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError:
            raise _unreadable(setting) from None
        if parts.scheme not in ("postgres", "postgresql") or parts.fragment or "[YOUR-PASSWORD]" in text:
            raise _unreadable(setting)
        options = parse_qsl(parts.query, keep_blank_values=True)
        if not parts.hostname and not any(name == "host" for name, _ in options):
            raise Invalid(f"{setting} names no host. {_FORM}")
        word = {name: value.lower() for name, value in options}.get("pgbouncer", "")
        at_pooler = port == _POOLER_PORT or ("port", str(_POOLER_PORT)) in options
        kept = [(name, value) for name, value in options if name not in _FOREIGN_OPTIONS]
        url = urlunsplit(parts._replace(query=urlencode(kept, quote_via=quote)))
        address = cls(url=url, direct_by_word=word in ("false", "0", "no"))
        pooled = word in ("true", "1", "yes") or (at_pooler and not address.direct_by_word)
        return address.as_pooled() if pooled else address

    def as_pooled(self) -> Self:
        """The same place with a pooler before it, which refuses settings of the session in the URL."""
        parts = urlsplit(self.url)
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name in _CONNECTION_OPTIONS or name.startswith("ssl")
        ]
        url = urlunsplit(parts._replace(query=urlencode(kept, quote_via=quote)))
        return attrs.evolve(self, url=url, pooled=True)

    def for_database(self, name: str) -> Self:
        """Another database of the same server."""
        return attrs.evolve(
            self, url=urlunsplit(urlsplit(self.url)._replace(path=f"/{quote(name, safe='')}"))
        )

    @property
    def database(self) -> str:
        """The database's name."""
        return unquote(urlsplit(self.url).path.removeprefix("/"))

    def __str__(self) -> str:
        """Database and host, without user and password: fit for logs and for `doctor`."""
        parts = urlsplit(self.url)
        host = parts.hostname or dict(parse_qsl(parts.query)).get("host", "")
        port = f":{parts.port}" if parts.port else ""
        return f"{self.database or 'the default database'} at {host}{port}" + (
            " (pooler)" if self.pooled else ""
        )

    def __repr__(self) -> str:
        return f"DatabaseAddress({self})"


_FORM = (
    "Write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password "
    "percent-encoded (@ is %40, # is %23, / is %2F)."
)


def _unreadable(setting: str) -> Invalid:
    return Invalid(f"{setting} is not the URL of a PostgreSQL database. {_FORM}")
