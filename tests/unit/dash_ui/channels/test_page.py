"""The page says where it is alive, who waits for a reply, and what is not known."""

from typing import Any

import attrs

from adapters.dash_ui.pages.channels.page import CHANNELS, MOST, channels
from adapters.dash_ui.pages.channels.words import channel_words
from adapters.dash_ui.place import Place
from domain.insights.channels import Channels
from domain.kernel.instants import day_of_number
from tests.builders.overview import GUILD
from tests.builders.overview_kinds import HOSTILE, LEGIBLE
from tests.builders.readings.channels import PLACES, TODAY, Wrote, a_reading, an_empty_reading, channels_of
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import elements, text

HERE = Place(path="/channels", guild="7", window="30d")


def drawn(read: Channels) -> str:
    return text(channels(read, HERE))


def hrefs(read: Channels) -> list[str]:
    return [node[1]["href"] for node in elements(channels(read, HERE), "a")]


def rows(read: Channels) -> list[list[Any]]:
    return [node for node in elements(channels(read, HERE), "details") if "data-channel" in node[1]]


async def test_the_page_shows_the_channels_that_the_desk_found() -> None:
    shown = await CHANNELS.show(a_desk(), 7, HERE)
    said = text(shown.content)
    assert all(name in said for name in PLACES)
    assert shown.heading.guild_name == "Ludus Magnus"


def test_every_channel_is_a_line_that_opens_in_place() -> None:
    read = a_reading()
    assert [node[1]["data-channel"] for node in rows(read)] == [str(one.channel) for one in read.lines]
    assert all("open" not in node[1] for node in rows(read))
    spoken = [node[2][1]["aria-label"] for node in rows(read)]
    assert all(f"{one.messages:,} messages" in said for one, said in zip(read.lines, spoken, strict=True))


def test_newcomers_without_a_reply_lead_to_their_page_and_to_the_channel_in_discord() -> None:
    read = a_reading()
    assert [one.person.member_no for one in read.unanswered] == [60, 61]
    found = hrefs(read)
    assert {"/members/60?guild=7&window=30d", "/members/61?guild=7&window=30d"} <= set(found)
    assert f"https://discord.com/channels/{GUILD}/{GUILD + 2}" in found
    said = drawn(read)
    assert "2 of 3 newcomers who joined and wrote in the last 14 days still wait." in said
    assert "joined Thu 12 Mar \u00b7 4 messages \u00b7 got 2 reactions, no reply" in said
    assert "Fri 13 Mar, 18:00\u201321:00" in said


def test_a_link_to_discord_opens_beside_and_tells_nothing_of_us() -> None:
    links = [node[1] for node in elements(channels(a_reading(), HERE), "a")]
    outside = [link for link in links if not link["href"].startswith("/")]
    assert outside and all(link["href"].startswith("https://discord.com/channels/") for link in outside)
    assert {(link["target"], link["rel"]) for link in outside} == {("_blank", "noopener noreferrer")}


def test_when_everybody_was_answered_it_says_so() -> None:
    old = [Wrote(0, 1, 90), Wrote(0, 1)]
    everybody = channels_of([*old, Wrote(1, 1)], joined={1: 2}, replies=[(0, 1, 0)])
    assert "The newcomer who wrote in the last 14 days got a reply." in drawn(everybody)
    assert "Nobody who joined in the last 14 days has written yet." in drawn(channels_of(old))


def test_a_first_day_seen_is_not_called_a_join() -> None:
    read = a_reading()
    guessed = tuple(attrs.evolve(one, joined_inferred=True) for one in read.unanswered)
    assert "first seen Thu 12 Mar" in drawn(attrs.evolve(read, unanswered=guessed))


def test_of_many_newcomers_the_first_are_seen_at_once() -> None:
    raid = range(1, 40)
    wrote = [Wrote(0, 1, 90), *(Wrote(who, 1) for who in raid)]
    said = drawn(channels_of(wrote, joined=dict.fromkeys(raid, 0)))
    assert (
        "39 of 39 newcomers" in said and "Show 14 more" in said and "The 20 who wrote last are shown." in said
    )


def test_courses_are_said_in_words() -> None:
    wrote = [Wrote(0, 1, messages=50), Wrote(0, 1, 8, messages=20), Wrote(0, 2, messages=30)]
    wrote += [Wrote(0, 3, messages=20), Wrote(0, 3, 9, messages=90)]
    said = drawn(channels_of(wrote))
    assert "1 waking up, 1 new, 1 fading." in said


def test_a_channel_without_a_name_is_called_by_its_id_as_on_every_other_page() -> None:
    assert channel_words(1234567890, None) == "channel 1234567890"
    assert "channel 90001" in drawn(channels_of([Wrote(0, 90001)]))


def test_what_is_not_known_is_never_a_zero() -> None:
    read = a_reading()
    [first, *_] = read.lines
    blind = attrs.evolve(
        first, people=None, reach=None, writers=(), hours=(0,) * 24, previous=None, change=None
    )
    said = drawn(attrs.evolve(read, lines=(blind,), detailed_since=day_of_number(TODAY)))
    assert "not known" in said and "Nothing to compare with" in str(rows(attrs.evolve(read, lines=(blind,))))
    assert "At what hours is not known of this time." in said
    assert "Who wrote here is not known of this time." in said
    assert "is known from 14 Mar 2026 on" in said


def test_a_time_that_nobody_heard_says_so() -> None:
    silent = channels_of([Wrote(0, 1, 90)], spans=[])
    said = drawn(silent)
    assert "Nobody was listening in this time" in said
    assert "Nobody wrote in any channel in this time." in said


def test_silent_channels_stand_folded_at_the_end() -> None:
    read = a_reading()
    assert [one.name for one in read.silent] == ["old-hall"]
    said = drawn(read)
    assert "1 silent channel in this time" in said
    assert said.index("old-hall") > said.index(PLACES[-2])


def test_beyond_the_first_lines_channels_are_counted_together() -> None:
    wrote = [Wrote(0, 100 + at, messages=60 - at) for at in range(MOST + 5)]
    read = channels_of(wrote)
    assert len(rows(read)) == MOST
    assert "And 5 quieter channels with 90 messages together." in drawn(read)


def test_names_are_only_ever_text() -> None:
    said = drawn(a_reading(names=HOSTILE, places=HOSTILE))
    assert all(" ".join(name.split()) in said for name in LEGIBLE[:7])
    assert "\u202e" not in said


def test_a_community_without_a_record_is_empty() -> None:
    assert "Nothing on record yet" in drawn(an_empty_reading())
