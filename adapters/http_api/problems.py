"""Every refusal as RFC 9457 has it: `application/problem+json`, and never what was sent."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from domain.kernel.errors import (
    Conflict,
    DomainError,
    Invalid,
    NotFound,
    OverLimit,
    Refused,
    Unavailable,
)
from domain.operations.keys import UnknownKey

KIND: Final = "application/problem+json"
SOON: Final = 5
"""Seconds after which it is worth to ask again where the database was away."""

FAMILIES: Final[Mapping[type[DomainError], tuple[int, str]]] = {
    UnknownKey: (401, "unknown-key"),
    Invalid: (422, "invalid"),
    NotFound: (404, "not-found"),
    Conflict: (409, "conflict"),
    Refused: (403, "refused"),
    OverLimit: (422, "over-limit"),
    Unavailable: (503, "unavailable"),
}
"""Of each family of refusal the status, and the last word of its type; the first that fits holds."""

_TYPES: Final[Mapping[int, str]] = {
    401: "unknown-key",
    403: "refused",
    404: "not-found",
    422: "invalid",
    503: "unavailable",
    405: "method-not-allowed",
    413: "too-large",
    421: "unknown-host",
    429: "too-often",
    500: "error",
}
_TOLD: Final[Mapping[int, str]] = {
    404: "there is nothing at this address: /api/v1/docs shows what there is",
    405: "this address is only read: ask with GET",
    500: "an error inside Community OS; its log says more. The same question may be answered later",
}


def problem(
    status: int, detail: str = "", *, name: str | None = None, errors: list[dict[str, str]] | None = None
) -> bytes:
    """The body of a refusal; without a detail that of its status."""
    told: dict[str, Any] = {
        "type": f"urn:community-os:problem:{name or _TYPES.get(status, 'refused')}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _TOLD.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase),
    }
    if errors:
        told["errors"] = errors
    # A lone surrogate that somebody sent is no text that could be sent back.
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def of_error(error: DomainError) -> tuple[int, bytes]:
    """Status and body of what a use case refused."""
    for family, (status, name) in FAMILIES.items():
        if isinstance(error, family):
            return status, problem(status, str(error), name=name)
    return 400, problem(400, str(error), name="refused")


def headers_of(status: int) -> dict[str, str]:
    """What a refusal of that status says beside its body."""
    more = {
        401: {"www-authenticate": 'Bearer realm="Community OS"'},
        503: {"retry-after": str(SOON)},
    }
    return {"cache-control": "no-store", **more.get(status, {})}
