"""Importing exports: what counts, what does not, and what is said of the rest."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.community.fold import RECEIVED
from tests.builders.desk import Desk
from tests.builders.exports import (
    CHANNEL,
    EXPORTED_AT,
    GUILD,
    a_message,
    a_reaction,
    a_reply,
    a_user,
    an_export,
    compact,
    indented,
    some_messages,
)

MANY = [message for message, _ in zip(some_messages(11, people=40), range(400), strict=False)]


def by_an_independent_count(messages):
    """Messages, people and replies as a slow, separate reading of the same JSON has them."""
    counted = [m for m in messages if m["type"] in ("Default", "Reply") and not m["author"]["isBot"]]
    return len(counted), len({m["author"]["id"] for m in counted})


async def test_an_import_counts_what_an_independent_count_counts(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(MANY))
    report = await desk.take()
    messages, people = by_an_independent_count(MANY)
    assert (await desk.counted())[:2] == (messages, people)
    assert (report.messages, report.counted, report.people) == (len(MANY), messages, people)
    assert report.new == len(MANY)
    assert report.reactions == sum(r["count"] for m in MANY for r in m["reactions"])
    assert report.complete
    received = sum(row[RECEIVED] for row in (await desk.folded()).member_day.values())
    assert received == report.reactions


async def test_bots_and_system_messages_are_kept_and_not_counted(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(
        an_export(
            [
                a_message(1),
                a_message(2, author=a_user(2, isBot=True)),
                a_message(3, type="ThreadCreated"),
                a_message(4, type="SomethingNew"),
            ]
        )
    )
    report = await desk.take()
    assert (report.messages, report.counted, report.new) == (4, 1, 4)
    assert (await desk.counted())[0] == 1


async def test_twice_counts_once_and_the_second_time_is_quick(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(MANY))
    await desk.take()
    before = await desk.folded()
    second = await desk.take()
    assert (second.files, second.messages) == (0, 0)
    assert "imported before" in second.skipped[0].why
    third = await desk.take(again=True)
    assert (third.new, third.known) == (0, len(MANY))
    assert await desk.folded() == before


async def test_a_later_export_that_overlaps_brings_only_what_is_new(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(MANY[:250]), "may.json")
    await desk.take()
    desk.put(an_export(MANY[200:]), "june.json")
    report = await desk.take()
    assert (report.new, report.known) == (150, 50)
    assert (await desk.counted())[:2] == by_an_independent_count(MANY)


async def taken(place, exports):
    """What was counted, by the ids of people, since their numbers depend on who came first."""
    desk = Desk.at(place)
    for number, (messages, form) in enumerate(exports):
        desk.put(an_export(messages), f"{number}.json", form=form)
    await desk.take()
    assert not (await desk.house.replay(GUILD, check=True)).differences
    async with desk.house.store.reading(GUILD) as work:
        ids = await work.members.outside_ids()
    folded = await desk.folded()
    return (
        {(ids[who], day): row for (who, day), row in folded.member_day.items()},
        {(ids[who], ids[whom], day): count for (who, whom, day), count in folded.reply_day.items()},
        folded.channel_day,
        folded.guild_hour,
    )


CUTS = st.lists(
    st.tuples(st.integers(0, 39), st.integers(1, 40), st.booleans(), st.booleans()), min_size=1, max_size=5
)


@given(CUTS, st.randoms(use_true_random=False))
async def test_any_split_into_overlapping_exports_counts_the_same(tmp_path_factory, cuts, draw):
    messages = MANY[:40]
    pieces, covered = [], set()
    for start, length, backwards, one_line in cuts:
        piece = messages[start : start + length]
        covered.update(range(start, start + len(piece)))
        pieces.append((piece[::-1] if backwards else piece, compact if one_line else indented))
    rest = [message for n, message in enumerate(messages) if n not in covered]
    pieces += [(rest[half::2], indented) for half in (0, 1)]
    draw.shuffle(pieces)
    whole = await taken(tmp_path_factory.mktemp("whole"), [(messages, indented)])
    assert await taken(tmp_path_factory.mktemp("split"), pieces) == whole


async def test_a_reply_knows_whom_it_answers_in_its_file_and_across_files(tmp_path):
    ada, bo = a_user(1), a_user(2)
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1, author=ada), a_reply(2, to=1, author=bo)]), "a.json")
    desk.put(an_export([a_reply(9, to=1, author=bo), a_reply(10, to=2, author=ada)]), "b.json")
    await desk.take()
    assert sum((await desk.folded()).reply_day.values()) == 3


async def test_a_later_import_knows_from_the_log_whom_a_reply_answers(tmp_path):
    desk = Desk.at(tmp_path)
    first = desk.put(an_export([a_message(1, author=a_user(1))]), "a.json")
    await desk.take()
    first.unlink()
    desk.put(an_export([a_reply(9, to=1, author=a_user(2)), a_reply(10, to=5)]), "b.json")
    await desk.take()
    assert sum((await desk.folded()).reply_day.values()) == 1


async def test_an_export_written_backwards_knows_whom_its_replies_answer(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_reply(9, to=1, author=a_user(2)), a_message(1)]))
    await desk.take()
    assert sum((await desk.folded()).reply_day.values()) == 1


async def test_named_reactors_gave_reactions_and_the_author_received_them_once(tmp_path):
    desk = Desk.at(tmp_path)
    reactors = [a_user(5), a_user(6), a_user(7, isBot=True)]
    desk.put(an_export([a_message(1, reactions=[a_reaction(count=5, users=reactors)])]))
    await desk.take()
    assert (await desk.counted())[2] == 2
    assert (await desk.house.member(a_user(5)["id"], guild=GUILD)).name == "User 5"
    author = await desk.house.number_of(a_user(1)["id"], guild=GUILD)
    rows = [row for (who, _), row in (await desk.folded()).member_day.items() if who == author]
    assert sum(row[RECEIVED] for row in rows) == 5


async def test_threads_count_in_their_parent_and_every_name_is_kept(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(
        an_export(
            [a_message(1)],
            channel=CHANNEL + 7,
            kind="GuildPublicThread",
            category=(CHANNEL, "general"),
            name="a thread",
        )
    )
    await desk.take()
    async with desk.house.store.reading(GUILD) as work:
        channels, profile = await work.guild.channels(), await work.guild.profile()
    assert (channels[CHANNEL + 7].name, channels[CHANNEL + 7].parent) == ("a thread", CHANNEL)
    assert (channels[CHANNEL].name, channels[CHANNEL].parent) == ("general", None)
    assert profile.name == "A guild"
    assert {channel for channel, _ in (await desk.folded()).channel_day} == {CHANNEL}


async def test_an_older_export_does_not_bring_old_names_back(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)], name="new", exported_at=EXPORTED_AT), "new.json")
    old = an_export(
        [a_message(1, author=a_user(nickname="Old"))],
        name="old",
        exported_at=EXPORTED_AT - timedelta(days=40),
    )
    desk.put(old, "old.json")
    await desk.take()
    async with desk.house.store.reading(GUILD) as work:
        assert (await work.guild.channels())[CHANNEL].name == "new"
    assert (await desk.house.member(a_user()["id"], guild=GUILD)).name == "User 1"


async def test_the_name_of_an_exporter_with_a_wrong_clock_does_not_stay_for_ever(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)], name="wrong", exported_at=datetime(2999, 1, 1, tzinfo=UTC)), "a.json")
    await desk.take()
    desk.house.clock.at += timedelta(days=1)
    desk.put(an_export([a_message(1)], name="right", exported_at=desk.house.clock.now()), "b.json")
    await desk.take()
    async with desk.house.store.reading(GUILD) as work:
        assert (await work.guild.channels())[CHANNEL].name == "right"


async def test_two_guilds_in_one_folder_stay_apart(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)]), "a.json")
    desk.put(an_export([a_message(1), a_message(2)], guild=GUILD + 1), "b.json")
    report = await desk.take()
    assert report.guilds == (GUILD, GUILD + 1)
    assert [(await desk.counted(guild))[0] for guild in report.guilds] == [1, 2]


async def test_an_archive_counts_like_the_files_in_it(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", indented(an_export(MANY[:200])))
        archive.writestr("deep/b.json", compact(an_export(MANY[200:])))
    desk = Desk.at(tmp_path)
    desk.put(out.getvalue(), "all.zip")
    report = await desk.take()
    assert (await desk.counted())[:2] == by_an_independent_count(MANY)
    assert (await desk.take()).messages == 0
    assert report.files == 2


async def test_progress_goes_from_nothing_to_everything(tmp_path):
    desk, seen = Desk.at(tmp_path), []
    paths = [desk.put(an_export(MANY), f"{n}.json") for n in range(3)]
    await desk.take(watch=seen.append)
    total = sum(path.stat().st_size for path in paths)
    assert {progress.total_bytes for progress in seen} == {total}
    assert [progress.done_bytes for progress in seen] == sorted(progress.done_bytes for progress in seen)
    assert (seen[-1].done_bytes, seen[-1].records) == (total, 3 * len(MANY))


async def test_an_empty_channel_is_imported_and_claims_its_silence(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([]))
    report = await desk.take()
    assert (report.files, report.messages, report.first) == (1, 0, None)
    assert {span.family for span in await desk.heard()} == {"messages", "reactions_received"}


def test_the_builder_writes_what_json_reads():
    assert json.loads(indented(an_export(MANY))) == json.loads(compact(an_export(MANY)))
