"""An act over the wire: who may ask it, and what each refusal says, and where."""

from collections.abc import AsyncIterator
from typing import Any

import attrs
import pytest
from fastapi import FastAPI, Request, Response
from httpx import ASGITransport, AsyncClient

from adapters.dash_ui.acts import Act, Asked, Done, Undo
from adapters.dash_ui.components.drawing import Drawing, element
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.web.acting import LARGEST, mount_acts
from domain.kernel.actors import Actor
from domain.kernel.errors import Conflict, Invalid, NotFound, OverLimit, Refused, Unavailable
from tests.builders.readings.profile import ME
from tests.unit.dash_ui.desks import a_desk

LIVIA = Actor(kind="staff", name="Livia", assurance="declared")
TROUBLES: dict[str, Exception] = {
    "invalid": Invalid("title: say what it is about"),
    "refused": Refused("Only staff can change the settings."),
    "missing": NotFound("there is no such event"),
    "raced": Conflict("Bo ended it meanwhile"),
    "full": OverLimit("no more today"),
    "away": Unavailable("the database is away"),
    "ours": ZeroDivisionError("a secret"),
}


async def act(_desk: Desk, asked: Asked) -> Done:
    trouble = asked.text("trouble")
    if trouble:
        raise TROUBLES[trouble]
    return Done(
        said=f"{asked.by.name} in {asked.guild}",
        undo=Undo(act="x/back", given={"version": "3"}),
        parts={"place": [Drawing(element("p", "<b>"))]},
    )


async def sign(_desk: Desk, asked: Asked) -> Done:
    return Done(said=f"{asked.by.name} is {asked.by.member_no}")


async def look(_desk: Desk, asked: Asked) -> Done:
    return Done(options=[("3", "Livia"), (asked.text("text"), "typed")])


@pytest.fixture
async def browser() -> AsyncIterator[AsyncClient]:
    app = FastAPI()

    @app.middleware("http")
    async def known(request: Request, call_next: Any) -> Response:
        number = request.headers.get("number")
        livia = LIVIA if number is None else attrs.evolve(LIVIA, guild=7, member_no=int(number))
        request.state.actor = livia if request.headers.get("who") else None
        answer: Response = await call_next(request)
        return answer

    acts = [
        Act(name="x/act", run=act),
        Act(name="x/sign", run=sign),
        Act(name="x/look", run=look, looks=True),
    ]
    mount_acts(app, a_desk(), acts)
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        yield client


async def told(browser: AsyncClient, trouble: str) -> tuple[int, dict[str, Any]]:
    answer = await browser.post("/do/x/act?guild=7", json={"trouble": trouble}, headers={"who": "Livia"})
    return answer.status_code, answer.json()["error"]


async def test_what_was_done_is_told_with_its_way_back_and_what_to_show(browser: AsyncClient) -> None:
    answer = await browser.post("/do/x/act?guild=7", json={}, headers={"who": "Livia"})
    said = answer.json()
    assert (answer.status_code, said["said"]) == (200, "Livia in 7")
    assert said["undo"] == {"act": "x/back", "given": {"version": "3"}}
    assert said["parts"]["place"][0]["props"]["tree"] == ["p", {}, "<b>"]


async def test_a_number_that_no_member_has_is_nobodys(browser: AsyncClient) -> None:
    signed = [
        await browser.post("/do/x/sign?guild=7", json={}, headers={"who": "Livia", "number": str(number)})
        for number in (ME, 999_999_999)
    ]
    assert [one.json()["said"] for one in signed] == [f"Livia is {ME}", "Livia is None"]


async def test_whoever_said_no_name_may_look_and_is_asked_before_they_change(browser: AsyncClient) -> None:
    looked = await browser.post("/do/x/look?guild=7", json={"text": "li"})
    assert looked.json()["options"] == [["3", "Livia"], ["li", "typed"]]
    refused = await browser.post("/do/x/act?guild=7", json={})
    assert refused.status_code == 401
    assert refused.json()["error"]["who"]


@pytest.mark.parametrize(
    ("trouble", "status", "field", "words"),
    [
        ("invalid", 400, "title", "Say what it is about."),
        ("refused", 403, None, "Only staff can change the settings."),
        ("missing", 404, None, "There is no such event."),
        ("raced", 409, None, "Bo ended it meanwhile."),
        ("full", 429, None, "No more today."),
        ("away", 503, None, "The database is away."),
    ],
)
async def test_each_family_of_errors_is_said_in_its_own_words(
    browser: AsyncClient, trouble: str, status: int, field: str | None, words: str
) -> None:
    found, error = await told(browser, trouble)
    assert (found, error["field"], error["words"]) == (status, field, words)
    assert error["stale"] is (trouble == "raced")


async def test_a_mistake_of_ours_is_a_number_and_no_secret(browser: AsyncClient) -> None:
    status, error = await told(browser, "ours")
    assert status == 500
    assert "secret" not in error["words"]
    assert "under the number" in error["words"]


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/do/x/nothing?guild=7", b"{}", 404),
        ("/do/x/act?guild=seven", b"{}", 400),
        ("/do/x/act", b"{}", 400),
        ("/do/x/act?guild=7", b"[]", 400),
        ("/do/x/act?guild=7", b"{", 400),
        ("/do/x/act?guild=7", b"[" * 100_000, 400),
        ("/do/x/act?guild=7", b" " * (LARGEST + 1), 400),
    ],
)
async def test_what_no_form_of_ours_would_send_is_refused(
    browser: AsyncClient, address: str, body: bytes, status: int
) -> None:
    answer = await browser.post(address, content=body, headers={"who": "Livia"})
    assert answer.status_code == status
    assert answer.json()["error"]["words"]
