"""Numbers as cards: everything that is known fits into what Discord takes."""

from collections.abc import Mapping
from typing import Any

import pytest

from adapters.discord.commands.frame.saying import DESCRIPTION, sendable
from adapters.discord.commands.insights.board import board
from adapters.discord.commands.insights.cards import receipt
from adapters.discord.commands.insights.picture import BLOCKS
from application.insights.kpis.question import KpiQuestion
from domain.insights.kpis.catalogue import PAGES
from domain.insights.kpis.kpi import Audience
from tests.builders.activities import GUILD
from tests.builders.boards import a_lively_house
from tests.builders.house import House


@pytest.fixture(scope="module")
async def house() -> House:
    return await a_lively_house(["A name as long as a name may well be"] * 10)


def sent(reply: Any) -> Mapping[str, Any]:
    [card] = sendable(reply)["embeds"]
    found: Mapping[str, Any] = card.to_dict()
    return found


@pytest.mark.parametrize("audience", PAGES)
async def test_every_number_of_a_page_that_is_known_stands_in_one_message(
    house: House, audience: Audience
) -> None:
    found = await house.show_board(GUILD, audience, "90d")
    told = sent(board(found, audience))["description"]
    known = [line.kpi.title for line in found.lines if line.now.unavailable is None]
    assert len(known) > 3
    assert all(f"` {title}: **" in told for title in known)
    assert len(told) < DESCRIPTION * 0.8


@pytest.mark.parametrize("key", ["wam", "health_score", "event_reach", "net_growth"])
async def test_a_receipt_has_its_picture_its_movers_and_its_caveats_within_the_limits(
    house: House, key: str
) -> None:
    question = KpiQuestion(key=key, window="2026-01-26..2026-02-22", grain="week")
    told = {
        field["name"]: field["value"]
        for field in sent(receipt(await house.explain(GUILD, question)))["fields"]
    }
    assert any(block in told["Over time"] for block in BLOCKS)
    assert "2026-W08" in told["Over time"]
    if key in ("health_score", "net_growth"):
        assert "\u2192" in told["What moved it"]
        assert "Made of" in told
