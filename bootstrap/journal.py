"""The log: one line for each thing that happened, of ours and of every library, and nothing secret in it."""

import logging
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import structlog

from bootstrap.settings import Settings

if TYPE_CHECKING:
    from structlog.typing import Processor

_LOUD = ("asyncio", "asyncpg", "uvicorn.error", "dash", "werkzeug")


class _Discreet(structlog.stdlib.ProcessorFormatter):
    """Takes the installation's secrets out of every line, however they got there."""

    def __init__(self, hidden: Iterable[str], **rest: Any) -> None:
        super().__init__(**rest)
        self._hidden = tuple(text for text in hidden if len(text) >= 4)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for text in self._hidden:
            line = line.replace(text, "(hidden)")
        return line


def begin_log(settings: Settings, hidden: Iterable[str] = ()) -> None:
    """Send every logger of this process to stderr in one shape; tracebacks show no local variables."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        frames = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        last += [structlog.processors.ExceptionRenderer(frames), structlog.processors.JSONRenderer()]
    else:
        last.append(
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet(hidden, foreign_pre_chain=shared, processors=last))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in _LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def secrets_of(settings: Settings) -> list[str]:
    """What must never be in a line: the secret, the staff password, the token, and those of databases."""
    from urllib.parse import unquote, urlsplit

    from adapters.system.secret import secret_if_any

    hidden = (settings.secret, settings.staff_password, settings.discord_token)
    found = [given.reveal() for given in hidden if given]
    if kept := secret_if_any(settings.home):
        found.append(kept)
    for address in (settings.database_url, settings.database_direct_url):
        password = urlsplit(address.url).password if address else None
        if password:
            found += [password, unquote(password)]
    return found
