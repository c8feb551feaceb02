"""The front door: what each record is answered, what is parked where, and what a batch may hold."""

from typing import Any

import attrs
import pytest

from application.community.record import LARGEST_BATCH, Answer
from domain.community.log.activity import MESSAGE
from domain.community.log.letters import Unreadable
from domain.kernel.actors import Actor
from domain.kernel.errors import OverLimit
from domain.kernel.ids import MAX_ID
from domain.kernel.instants import day_number
from tests.builders.activities import (
    CHANNEL,
    DAY,
    DAY_ZERO,
    GUILD,
    HOUR,
    MINUTE,
    TIME_ZERO,
    a_message,
    a_person,
    a_reaction,
    an_activity,
    joins,
)
from tests.builders.house import House

TODAY = day_number(DAY_ZERO)
ELSEWHERE = GUILD + 1
ADA = Actor(kind="staff", name="Ada", assurance="declared")


@pytest.fixture
def house() -> House:
    return House.built()


async def test_each_record_is_answered_in_its_place(house: House) -> None:
    message = a_message()
    told = await house.told(
        message,
        attrs.evolve(message, kind="dance"),
        message,
        Unreadable(source="ingest", reason="unreadable", detail="line 4", guild=GUILD),
        a_message(number=1),
    )
    assert told.answers == (
        Answer("accepted"),
        Answer("parked", "unknown_kind"),
        Answer("duplicate"),
        Answer("parked", "unreadable"),
        Answer("accepted"),
    )
    assert (told.count("accepted"), told.count("duplicate"), told.count("parked")) == (2, 1, 2)
    assert (await house.folded()).member_day == {(0, TODAY): (2, 0, 0, 0)}


async def test_an_empty_batch_is_answered_and_makes_no_guild(house: House) -> None:
    assert (await house.told()).answers == ()
    assert await house.memory.guilds() == []


async def test_a_batch_over_the_limit_is_refused_whole(house: House) -> None:
    with pytest.raises(OverLimit, match=str(LARGEST_BATCH)):
        await house.record([a_message()] * (LARGEST_BATCH + 1))
    assert await house.memory.guilds() == []


async def test_the_largest_batch_lands(house: House) -> None:
    told = await house.record([a_message()] * LARGEST_BATCH)
    assert (told.count("accepted"), told.count("duplicate")) == (1, LARGEST_BATCH - 1)


async def test_what_was_told_before_is_a_duplicate_whoever_tells_it(house: House) -> None:
    message = a_message()
    await house.told(message)
    again = attrs.evolve(message, source="history", person=a_person(1, name="A newer name"))
    assert (await house.told(again)).answers == (Answer("duplicate"),)
    assert (await house.folded()).member_day == {(0, TODAY): (1, 0, 0, 0)}
    assert (await house.member(message.person.id)).name == "Person 1"  # type: ignore[union-attr]


async def test_copies_that_disagree_are_both_kept_and_one_counts(house: House) -> None:
    """The log keeps what each source said; the count follows the winner from one day to another."""
    reaction = a_reaction(a_message(), at=TIME_ZERO + 3 * DAY, inferred=True)
    exact = attrs.evolve(reaction, occurred_at=TIME_ZERO + DAY, inferred=False)
    house.clock.at += 9 * DAY
    told = await house.told(reaction)
    assert (await house.folded()).member_day[0, TODAY + 3] == (0, 1, 0, 0)
    told = await house.told(exact, reaction)
    assert told.answers == (Answer("accepted"), Answer("duplicate"))
    folded = await house.folded()
    assert folded.member_day == {(0, TODAY + 1): (0, 1, 0, 0), (1, TODAY): (0, 0, 1, 0)}
    assert folded.guild_hour == {(TODAY + 1, 12): (0, 1)}
    assert folded.channel_day == {(CHANNEL, TODAY + 1): (0, 1, 0)}


async def test_copies_that_disagree_within_one_batch_count_once_too(house: House) -> None:
    house.clock.at += 9 * DAY
    reaction = a_reaction(a_message(), at=TIME_ZERO + 3 * DAY, inferred=True)
    exact = attrs.evolve(reaction, occurred_at=TIME_ZERO + DAY, inferred=False)
    told = await house.told(reaction, exact)
    assert told.count("accepted") == 2
    assert (await house.folded()).guild_hour == {(TODAY + 1, 12): (0, 1)}


# ── dead letters ────────────────────────────────────────────────────────────


async def test_the_same_bad_record_sent_twice_is_one_letter(house: House) -> None:
    bad = attrs.evolve(a_message(), kind="dance")
    await house.told(bad, bad)
    await house.told(attrs.evolve(bad, source="history"))
    (letter,) = await house.letters()
    assert (letter.reason, letter.guild, letter.format, letter.received_at) == (
        "unknown_kind",
        GUILD,
        "envelope",
        house.clock.now(),
    )
    async with house.store.reading(GUILD) as work:
        assert await work.letters.counts() == {"unknown_kind": 1}
        assert await work.letters.find(letter.id) == letter


@pytest.mark.parametrize(
    "changes",
    [
        {"natural_id": "another one"},
        # Neither of these can be kept, since both may be texts; they are two records all the same.
        {"natural_id": "it was a dark and stormy night"},
        {"occurred_at": TIME_ZERO + MINUTE},
        {"person": a_person(9)},
    ],
    ids=str,
)
async def test_two_different_bad_records_are_two_letters(house: House, changes: dict[str, Any]) -> None:
    bad = an_activity("dance", natural_id="it was a dark and stormy day..")
    await house.told(bad, attrs.evolve(bad, **changes))
    assert len(await house.letters()) == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"channel": MAX_ID + 1}, "id_out_of_range"),
        ({"parent": 0}, "id_out_of_range"),
        ({"kind": "dance", "channel": -1}, "unknown_kind"),
    ],
)
async def test_a_bad_record_of_a_readable_guild_waits_in_that_guild(
    house: House, changes: dict[str, Any], reason: str
) -> None:
    await house.told(attrs.evolve(a_message(), **changes))
    (letter,) = await house.letters()
    assert (letter.reason, letter.guild) == (reason, GUILD)
    assert await house.letters(None) == []


@pytest.mark.parametrize("guild", [0, -1, MAX_ID + 1, 2**90])
@pytest.mark.parametrize("kind", [MESSAGE, "dance"])
async def test_a_record_whose_guild_cannot_be_is_parked_outside_of_all_guilds(
    house: House, guild: int, kind: str
) -> None:
    told = await house.told(attrs.evolve(a_message(), guild=guild, kind=kind), a_message(number=5))
    assert [answer.outcome for answer in told.answers] == ["parked", "accepted"]
    (letter,) = await house.letters(None)
    assert letter.guild is None and letter.record and letter.record["guild"] == str(guild)
    assert await house.memory.guilds() == [GUILD]


async def test_an_unreadable_record_keeps_what_it_was_parked_with(house: House) -> None:
    lost = Unreadable(
        source="ingest", reason="unreadable", detail="line 7: no JSON", length=52_428_800, fingerprint="ab12"
    )
    addressed = attrs.evolve(lost, guild=GUILD, record={"kind": "message"}, format="other")
    await house.told(lost, addressed, lost)
    (nowhere,) = await house.letters(None)
    (here,) = await house.letters()
    assert (nowhere.detail, nowhere.length, nowhere.record) == ("line 7: no JSON", 52_428_800, None)
    assert (here.format, here.record) == ("other", {"kind": "message"})


async def test_two_unreadable_records_are_told_apart_by_their_fingerprint(house: House) -> None:
    lost = Unreadable(source="ingest", reason="unreadable", detail="no JSON", fingerprint="a")
    await house.told(lost, attrs.evolve(lost, fingerprint="b"), lost)
    assert len(await house.letters(None)) == 2


async def test_a_mixed_batch_lands_guild_by_guild(house: House) -> None:
    told = await house.told(
        a_message(),
        a_message(guild=ELSEWHERE),
        a_message(number=1),
        attrs.evolve(a_message(), guild=ELSEWHERE, kind="dance"),
    )
    assert [answer.outcome for answer in told.answers] == ["accepted", "accepted", "accepted", "parked"]
    assert (await house.folded(GUILD)).member_day == {(0, TODAY): (2, 0, 0, 0)}
    assert (await house.folded(ELSEWHERE)).member_day == {(0, TODAY): (1, 0, 0, 0)}
    assert (await house.letters(), len(await house.letters(ELSEWHERE))) == ([], 1)


# ── sealed days ─────────────────────────────────────────────────────────────


async def test_what_comes_too_late_for_a_sealed_day_is_refused_and_counted(house: House) -> None:
    house.clock.at += 3 * DAY
    await house.told(a_message(), a_message(TIME_ZERO + DAY))
    await house.seal(GUILD, DAY_ZERO)
    stranger = a_person(77)
    told = await house.told(
        a_message(number=1, by=stranger),
        a_message(TIME_ZERO + DAY, number=1),
        # The time that a sender writes does not unseal what the id of Discord dates.
        a_message(number=2, occurred_at=TIME_ZERO + DAY),
        joins(TIME_ZERO - 9 * DAY),
    )
    assert [answer.outcome for answer in told.answers] == ["parked", "accepted", "parked", "parked"]
    assert {answer.reason for answer in told.answers} == {"", "sealed"}
    async with house.store.reading(GUILD) as work:
        assert await work.letters.counts() == {"sealed": 3}
        assert await work.letters.waiting() == []
    assert (await house.folded()).member_day == {(0, TODAY): (1, 0, 0, 0), (0, TODAY + 1): (2, 0, 0, 0)}
    with pytest.raises(AssertionError, match="nobody"):
        await house.number_of(stranger.id)


@pytest.mark.parametrize(("zone", "lands"), [("UTC", True), ("America/New_York", False)])
async def test_a_sealed_day_is_one_of_the_guilds_own_zone(house: House, zone: str, lands: bool) -> None:
    house.clock.at += 3 * DAY
    await house.told(a_message(TIME_ZERO - 11 * HOUR))
    await house.change_settings(GUILD, {"time_zone": zone}, ADA)
    async with house.store.writing(GUILD) as work:
        await work.guild.seal(TODAY - 1)
    # 01:00 in UTC was still the evening before in New York.
    late = await house.told(a_message(TIME_ZERO - 11 * HOUR, number=1))
    assert late.answers[0].reason == ("" if lands else "sealed")
    assert (await house.told(a_message(TIME_ZERO, number=2))).count("accepted") == 1
