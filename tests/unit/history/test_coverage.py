"""What an import lets us say that we heard, and no more."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders.desk import Desk
from tests.builders.exports import (
    CHANNEL,
    EXPORTED_AT,
    GUILD,
    TIME_ZERO,
    a_message,
    a_reaction,
    a_user,
    an_export,
    compact,
    indented,
)

BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def minute(number):
    return TIME_ZERO + timedelta(minutes=number)


async def heard_of_messages(desk, channel=CHANNEL):
    spans = [span for span in await desk.heard() if (span.family, span.channel) == ("messages", channel)]
    return [(span.start, span.end) for span in spans]


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ({}, BEGINNING, EXPORTED_AT),
        ({"after": TIME_ZERO - DAY}, TIME_ZERO - DAY, EXPORTED_AT),
        ({"before": TIME_ZERO + DAY}, BEGINNING, TIME_ZERO + DAY),
        ({"before": EXPORTED_AT + 90 * DAY}, BEGINNING, EXPORTED_AT),
        ({"exported_at": None}, BEGINNING, minute(7)),
        ({"exported_at": None, "before": TIME_ZERO + DAY}, BEGINNING, TIME_ZERO + DAY),
    ],
)
async def test_a_whole_export_is_heard_from_its_first_date_to_its_last(tmp_path, dates, start, end):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(3), a_message(7)], **dates))
    await desk.take()
    assert await heard_of_messages(desk) == [(start, end)]


async def test_an_exporter_with_a_wrong_clock_heard_nothing_of_the_future(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(3)], exported_at=datetime(2999, 1, 1, tzinfo=UTC)))
    await desk.take()
    assert await heard_of_messages(desk) == [(BEGINNING, desk.house.clock.now())]


async def test_dates_that_contradict_each_other_claim_nothing(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(3)], after=EXPORTED_AT + DAY))
    assert (await desk.take()).complete
    assert await desk.heard() == []


@pytest.mark.parametrize("form", [indented, compact])
async def test_a_file_that_was_cut_off_is_heard_to_its_last_message(tmp_path, form):
    desk = Desk.at(tmp_path)
    whole = form(an_export([a_message(number) for number in range(9)]))
    desk.put(whole[: whole.rindex(b'"timestamp"')])
    await desk.take()
    assert await heard_of_messages(desk) == [(BEGINNING, minute(7))]


async def test_a_backward_file_that_was_cut_off_is_heard_from_its_last_message(tmp_path):
    desk = Desk.at(tmp_path)
    whole = indented(an_export([a_message(9 - number) for number in range(9)]))
    desk.put(whole[: whole.rindex(b'"timestamp"')])
    await desk.take()
    assert await heard_of_messages(desk) == [(minute(2), EXPORTED_AT)]


async def test_a_file_that_was_cut_off_at_once_claims_nothing(tmp_path):
    desk = Desk.at(tmp_path)
    whole = indented(an_export([a_message(1)]))
    desk.put(whole[: whole.index(b'"timestamp"')])
    assert not (await desk.take()).complete
    assert await desk.heard() == []


async def test_parts_of_an_export_are_heard_without_a_gap_and_a_lone_part_claims_only_itself(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1), a_message(2)]), "general.json")
    second = desk.put(an_export([a_message(50), a_message(51)]), "general [part 2].json")
    await desk.take()
    assert await heard_of_messages(desk) == [(BEGINNING, EXPORTED_AT)]
    alone = Desk.at(tmp_path / "files")
    await alone.take(second)
    assert await heard_of_messages(alone) == [(minute(50), EXPORTED_AT)]


async def test_a_part_without_the_next_one_beside_it_is_heard_to_the_end_of_the_export(tmp_path):
    """Nothing in a first part tells that there was a second."""
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)]))
    await desk.take()
    assert await heard_of_messages(desk) == [(BEGINNING, EXPORTED_AT)]


async def families(desk, channel):
    return {span.family for span in await desk.heard() if span.channel == channel}


async def test_who_reacted_is_heard_only_where_every_reaction_names_its_reactors(tmp_path):
    desk = Desk.at(tmp_path)
    named = a_message(1, reactions=[a_reaction(count=1, users=[a_user(2)])])
    counted = a_message(2, reactions=[a_reaction(count=1)])
    desk.put(an_export([named], channel=CHANNEL), "named.json")
    desk.put(an_export([named, counted], channel=CHANNEL + 1), "both.json")
    await desk.take()
    both = {"messages", "reactions_received"}
    assert await families(desk, CHANNEL) == both | {"reactions_given"}
    assert await families(desk, CHANNEL + 1) == both


@pytest.mark.parametrize("named", [True, False])
async def test_a_channel_without_reactions_is_like_the_rest_of_its_guild(tmp_path, named):
    desk = Desk.at(tmp_path)
    users = [a_user(2)] if named else []
    desk.put(an_export([a_message(1)], channel=CHANNEL), "silent.json")
    reacted = a_message(2, reactions=[a_reaction(count=1, users=users)])
    desk.put(an_export([reacted], channel=CHANNEL + 1), "reacted.json")
    await desk.take()
    assert ("reactions_given" in await families(desk, CHANNEL)) is named


async def test_an_import_hears_nothing_of_voice_and_membership(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1, type="GuildMemberJoin")]))
    await desk.take()
    assert {span.family for span in await desk.heard()} == {"messages", "reactions_received"}
    assert {span.source for span in await desk.heard()} == {"history"}
    async with desk.house.store.reading(GUILD) as work:
        assert (await work.counters.snapshot()).spans == {}
