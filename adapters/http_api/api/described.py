"""What the API says of itself: OpenAPI 3.1, made from its routes."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict

from adapters.http_api.problems import KIND

TITLE: Final = "Community OS"
WORDS: Final = """\
The numbers of a community, as the dashboard, the command line and Discord show them.

Each question shows a key (`Authorization: Bearer cos_...`), made with `community-os keys create`, which says
what it may read and how often. Ids are texts: they do not fit every JSON number. What is not known is
null, never 0, and of numbers `unavailable` says why. Days are days of the community's own time zone.

Lists come in pages: give `next` back as `cursor`. Answers bear an `ETag`: send it back as `If-None-Match`,
and nothing is sent again where nothing is new. Refusals are `application/problem+json` (RFC 9457).
"""


class FieldProblem(BaseModel):
    """What is wrong with one parameter."""

    model_config = ConfigDict(extra="forbid")
    where: str
    what: str


class Problem(BaseModel):
    """A refusal (RFC 9457): `detail` says in plain words what is wrong, where, and how to mend it."""

    model_config = ConfigDict(extra="forbid")
    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    401: {"model": Problem, "description": "No key was shown, or one that opens nothing."},
    403: {"model": Problem, "description": "The key may not read this."},
    404: {"model": Problem, "description": "There is no such thing, or none that this key opens."},
    405: {"model": Problem, "description": "This address is only read."},
    413: {"model": Problem, "description": "The request is too large."},
    421: {"model": Problem, "description": "The installation is not known under this name."},
    422: {"model": Problem, "description": "A parameter is wrong."},
    429: {"model": Problem, "description": "The key asked too often."},
    500: {"model": Problem, "description": "An error inside Community OS."},
    503: {"model": Problem, "description": "The database is away for now."},
}
_RATE: Final = {
    "RateLimit-Limit": "How often this key may ask in a minute.",
    "RateLimit-Remaining": "How often it may still ask in this minute.",
    "RateLimit-Reset": "Seconds until the next minute begins.",
}


def own_description(api: FastAPI) -> None:
    """Let the app describe itself as it is."""

    def describe() -> dict[str, Any]:
        if api.openapi_schema is None:
            api.openapi_schema = description(api)
        return api.openapi_schema

    api.openapi = describe  # type: ignore[method-assign] # FastAPI's own way to extend it


def description(api: FastAPI) -> dict[str, Any]:
    """OpenAPI with what FastAPI does not know: the key, the headers, and how a refusal is told."""
    found = get_openapi(
        title=api.title,
        version="1",
        description=api.description,
        routes=api.routes,
        servers=api.servers,
        tags=api.openapi_tags,
    )
    found["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A key of `community-os keys create`."}
    }
    found["security"] = [{"key": []}]
    problem = {"$ref": "#/components/schemas/Problem"}
    found["components"]["responses"] = {
        f"Problem{status}": {"description": words["description"], "content": {KIND: {"schema": problem}}}
        for status, words in PROBLEMS.items()
    }
    for operations in found["paths"].values():
        for operation in operations.values():
            _complete(operation["responses"])
    return found


def _complete(responses: dict[str, Any]) -> None:
    """What every answer has, told once and referred to."""
    for status in PROBLEMS:
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    responses["304"] = {"description": "Nothing is new since the answer with that `ETag`."}
    responses["200"]["headers"] = {
        "ETag": _header("string", "Send it back as `If-None-Match`."),
        **{name: _header("integer", words) for name, words in _RATE.items()},
    }


def _header(kind: str, words: str) -> dict[str, Any]:
    return {"description": words, "schema": {"type": kind}}
