"""Whatever happens behind a page, the visitor gets one that says what to do."""

from typing import Any

import pytest

from adapters.dash_ui.arrival import RESTING, TRYING, WAITING, Arrival, arrive
from adapters.dash_ui.components.living import outline
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.place import Place
from domain.insights.overview import Overview
from domain.kernel.errors import Invalid, NotFound, Unavailable
from tests.builders.overview import NAMES, an_overview, people_called
from tests.builders.overview_kinds import an_empty_overview
from tests.builders.readings.bot import a_process, a_shard, a_sight
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import found, inside, text


async def arriving(desk: Desk, search: str = "", path: str = "/") -> Arrival:
    return await arrive(desk, Place.of(path, search))


def state_of(arrival: Arrival) -> str:
    return str(getattr(arrival.content, "data-state", "shown"))


async def test_without_a_guild_in_the_address_the_first_one_is_shown() -> None:
    arrival = await arriving(a_desk())
    assert (state_of(arrival), arrival.guild) == ("shown", 7)


async def test_a_first_visit_does_not_wait_for_how_healthy_the_community_is() -> None:
    """It is there at the next look, which is soon; and from then on at once."""
    desk = a_desk()
    first = await arriving(desk)
    assert first.next_look == WAITING and "being compared" in text(first.content)
    again = await arrive(desk, Place.of("/", ""), again=True)
    assert again.next_look == RESTING and "Health score" in text(again.content)
    assert outline(first.content) == outline(again.content) and first.mark != again.mark
    assert (await arriving(desk)).mark == again.mark


async def test_the_address_decides_guild_window_and_moment() -> None:
    asked: list[Any] = []

    async def show(guild: int, window: str, as_of: str | None) -> Overview:
        asked.append((guild, window, as_of))
        return an_overview()

    await arriving(a_desk(show), "?guild=8&window=2026-03-01..2026-03-14&as-of=2026-03-20")
    assert asked == [(8, "2026-03-01..2026-03-14", "2026-03-20")]


@pytest.mark.parametrize(
    "search", ["?guild=9", "?guild=banana", "?guild=-1", "?guild=99999999999999999999999"]
)
async def test_an_unknown_guild_shows_those_that_are_known(search: str) -> None:
    arrival = await arriving(a_desk(), search)
    assert state_of(arrival) == "unknown-guild"
    assert "Ludus Dacicus" in text(arrival.content)
    ways = [part.href for part in inside(arrival.content) if hasattr(part, "href")]
    assert ways == ["/?guild=7", "/?guild=8"]


async def test_a_guild_that_goes_in_between_is_unknown() -> None:
    assert state_of(await arriving(a_desk(NotFound("gone")))) == "unknown-guild"


async def test_a_nonsense_window_says_why_and_shows_a_way_out() -> None:
    arrival = await arriving(a_desk(Invalid("window 'x': write 7d")), "?guild=7&window=x&as-of=y")
    assert state_of(arrival) == "wrong-address"
    assert "write 7d" in text(arrival.content)
    ways = [part.href for part in inside(arrival.content) if hasattr(part, "href")]
    assert ways == ["/?guild=7&window=30d"]


@pytest.mark.parametrize("where", ["guilds", "overview"])
async def test_while_the_database_is_away_the_page_says_so_and_tries_again(where: str) -> None:
    away = Unavailable("The database is starting or recovering and will be back soon.")
    desk = a_desk(guilds=away) if where == "guilds" else a_desk(away)
    arrival = await arriving(desk)
    assert (state_of(arrival), arrival.next_look) == ("away", TRYING)
    assert "recovering" in text(arrival.content)


async def test_before_there_is_any_guild_the_page_says_how_to_begin() -> None:
    arrival = await arriving(a_desk(guilds=()))
    assert (state_of(arrival), arrival.next_look) == ("no-guild", WAITING)
    assert "make demo" in text(arrival.content)


BEFORE_ANY = {
    "it was refused": (
        a_process("refused", words="Discord does not accept the token."),
        "not accept the token",
    ),
    "Discord is away": (a_process("waiting", words="Discord cannot be reached."), "cannot be reached"),
    "it was not invited": (a_process(shards=(a_shard(guild=None),)), "invite-url"),
    "it has just come": (a_process(), "The bot is listening"),
    "it ended": (a_process("stopped"), "The bot is not running"),
}


@pytest.mark.parametrize("case", BEFORE_ANY)
async def test_a_bot_that_brings_no_community_says_why_before_there_is_any(case: str) -> None:
    process, wanted = BEFORE_ANY[case]
    arrival = await arriving(a_desk(guilds=(), sight=a_sight(process, guild=None)))
    assert wanted in text(arrival.content)
    assert "make demo" in text(arrival.content)


async def test_a_page_without_a_community_changes_with_its_bot() -> None:
    marks = [
        (await arriving(a_desk(guilds=(), sight=a_sight(process, guild=None)))).mark
        for process, _ in BEFORE_ANY.values()
    ]
    assert len(set(marks)) == len(BEFORE_ANY)


async def test_an_empty_guild_is_looked_at_again_soon() -> None:
    async def show(_guild: int, _window: str, _as_of: str | None) -> Overview:
        return an_empty_overview()

    arrival = await arriving(a_desk(show))
    assert (state_of(arrival), arrival.next_look) == ("empty", WAITING)


async def test_a_mistake_of_ours_has_a_number_that_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    arrival = await arriving(a_desk(RuntimeError("secret detail")))
    assert state_of(arrival) == "broken"
    number = text(found(arrival.content, "state")).split("number: ")[1][:8]
    assert number in caplog.text
    assert "secret detail" not in text(arrival.content)


async def test_a_path_without_a_page_leads_to_the_overview() -> None:
    arrival = await arriving(a_desk(), path="/nope")
    assert state_of(arrival) == "unknown-page"
    assert "Go to the overview" in text(arrival.content)


async def test_who_are_you_offers_the_staff_and_does_without() -> None:
    people = list(people_called(NAMES).values())
    assert (await arriving(a_desk(staff=people))).staff == people
    assert (await arriving(a_desk(staff=Unavailable("away")))).staff == ()
