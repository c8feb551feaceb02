"""Acts over the wire: a form is asked by its own address, and every refusal says what to mend, and where."""

import asyncio
import json
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import uuid4

import attrs
from fastapi import FastAPI, Request, Response
from plotly.utils import PlotlyJSONEncoder

from adapters.dash_ui.acts import Act, Asked, Done
from adapters.dash_ui.desk import Desk
from domain.kernel.actors import Actor
from domain.kernel.errors import (
    Conflict,
    DomainError,
    Invalid,
    NotFound,
    OverLimit,
    Refused,
    Unavailable,
)
from domain.kernel.ids import snowflake

_log = logging.getLogger(__name__)

LARGEST: Final = 128 * 1024
"""Bytes: the longest form has some kilobytes."""

_STATUS: Final[tuple[tuple[type[DomainError], int], ...]] = (
    (Invalid, 400),
    (Refused, 403),
    (NotFound, 404),
    (Conflict, 409),
    (OverLimit, 429),
    (Unavailable, 503),
)
_FIELD: Final = re.compile(r"([a-z][a-z0-9_.]{0,63}): (.+)", re.DOTALL)
_NAMELESS: Final = "Say who you are first, above: what is changed here is signed with a name."


def mount_acts(app: FastAPI, desk: Desk, acts: Iterable[Act]) -> None:
    """One route for all acts; it stands behind the same checks as every other."""
    known = {act.name: act for act in acts}

    @app.post("/do/{name:path}", include_in_schema=False)
    async def do(request: Request, name: str) -> Response:
        act = known.get(name)
        if act is None:
            return _refused(404, "There is nothing of that name to be done: reload the page.")
        actor = getattr(request.state, "actor", None)
        if actor is None and not act.looks:
            return _refused(401, _NAMELESS, who=True)
        return await _answer(act, desk, request, actor)


async def _answer(act: Act, desk: Desk, request: Request, actor: Actor | None) -> Response:
    try:
        async with asyncio.timeout(act.longest):
            guild = _guild(request)
            given = await _given(request)
            asked = Asked(guild=guild, given=given, actor=actor and await _known(desk, guild, actor))
            return _told(await act.run(desk, asked))
    except TimeoutError:
        return _refused(
            503, "It takes too long, so it was given up. Look whether it was done before you try again."
        )
    except DomainError as problem:
        status = next((status for family, status in _STATUS if isinstance(problem, family)), 400)
        return _refused(status, str(problem), stale=isinstance(problem, Conflict))
    except Exception as problem:  # noqa: BLE001 — whatever it is, the visitor gets words and a number
        number = uuid4().hex[:8]
        _log.error("act %s failed (%s)", act.name, number, exc_info=problem)
        words = f"Something went wrong on our side. Your administrator finds it under the number {number}."
        return _refused(500, words)


async def _known(desk: Desk, guild: int, actor: Actor) -> Actor:
    """What is recorded as done by a member is one of theirs: a number that nobody has is left out."""
    actor = actor.within(guild)
    stranger = actor.member_no is not None and not await desk.knows(guild, actor.member_no)
    return attrs.evolve(actor, member_no=None) if stranger else actor


def _guild(request: Request) -> int:
    return snowflake(request.query_params.get("guild", ""), where="the community in the address")


async def _given(request: Request) -> Mapping[str, Any]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Invalid(f"the form is too large: at most {LARGEST // 1024} kB are taken")
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Invalid("the form cannot be read: reload the page") from None
    if not isinstance(found, dict):
        raise Invalid("the form cannot be read: reload the page")
    return found


def _told(done: Done) -> Response:
    return Response(
        json.dumps(attrs.asdict(done, recurse=False) | {"undo": _undo(done)}, cls=PlotlyJSONEncoder),
        media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def _undo(done: Done) -> Mapping[str, Any] | None:
    return None if done.undo is None else {"act": done.undo.act, "given": dict(done.undo.given)}


def _refused(status: int, words: str, *, who: bool = False, stale: bool = False) -> Response:
    """The words; where they begin with the name of a field, they are for that field.

    `who` asks who they are; `stale` says that they saw something older than what is there now.
    """
    named = _FIELD.fullmatch(words)
    field, plain = (named.group(1), named.group(2)) if named else (None, words)
    shown = plain[:1].upper() + plain[1:]
    if shown and shown[-1] not in ".!?":
        shown += "."
    return Response(
        json.dumps({"error": {"field": field, "words": shown, "who": who, "stale": stale}}),
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
