"""The format is read the same however it is written, and damage is named with its byte."""

import json
import random

import pytest

from adapters.history.discord_export.format.elements import Broken
from adapters.history.discord_export.format.messages import Message, how_many, text_length
from adapters.history.discord_export.format.stream import StreamRules
from tests.builders.desk import Desk, parsed
from tests.builders.exports import a_message, a_reaction, a_user, an_export, compact, indented, some_messages

MANY = [message for message, _ in zip(some_messages(7), range(900), strict=False)]
FEW = MANY[:40]


def carriage_returns(export):
    return indented(export).replace(b"\n", b"\r\n")


def spaced(export):
    return json.dumps(export).encode()


def fields_in_another_order(export):
    return json.dumps(export, sort_keys=True).encode()


def with_order_mark(export):
    return b"\xef\xbb\xbf" + indented(export)


FORMS = [indented, compact, carriage_returns, spaced, fields_in_another_order, with_order_mark]


def told(items):
    return [
        (
            item.id,
            item.author.id,
            text_length(item.content),
            how_many(item.mentions),
            how_many(item.reactions),
        )
        for item in items
    ]


def meant(messages):
    return [
        (m["id"], m["author"]["id"], len(m["content"]), len(m["mentions"]), len(m["reactions"]))
        for m in messages
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_way_of_writing_gives_the_same_messages(tmp_path, form):
    items, problem = parsed(Desk.at(tmp_path).put(an_export(MANY), form=form))
    assert told(items) == meant(MANY)
    assert problem is None


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [1, 7, 100, 3000])
def test_blocks_of_any_size_give_the_same_messages(tmp_path, form, size):
    path = Desk.at(tmp_path).put(an_export(FEW), form=form)
    items, problem = parsed(path, StreamRules(block=size))
    assert told(items) == meant(FEW)
    assert problem is None


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_off_anywhere_gives_what_came_before_and_names_its_end(tmp_path, form):
    desk, draw = Desk.at(tmp_path), random.Random(3)
    whole = form(an_export(FEW))
    begin = whole.index(b"[", whole.index(b'"messages"')) + 1
    end = whole.rindex(b"]")
    for cut in [begin, end, *(draw.randrange(begin, end) for _ in range(40))]:
        items, problem = parsed(desk.put(whole[:cut]), StreamRules(block=2000))
        assert problem is not None
        assert problem.byte == cut
        assert "cut off" in problem.what
        assert told(items) == meant(FEW[: len(items)])
        assert whole[:cut].count(b'"callEndedTimestamp"') - 1 <= len(items)


def test_a_file_that_ends_behind_its_messages_is_named_too(tmp_path):
    whole = indented(an_export(FEW))
    items, problem = parsed(Desk.at(tmp_path).put(whole[:-3]))
    assert told(items) == meant(FEW)
    assert problem is not None and "no JSON" in problem.what


@pytest.mark.parametrize("form", [indented, compact])
def test_garbage_in_the_middle_keeps_what_came_before_and_names_the_byte(tmp_path, form):
    whole = form(an_export(FEW))
    at = whole.index(b'"isPinned"', len(whole) // 2)
    for garbage in (b"\x00\xff\x13garbage", b'","', b"}}}", b"]]"):
        items, problem = parsed(Desk.at(tmp_path).put(whole[:at] + garbage + whole[at:]))
        assert problem is not None
        well = [item for item in items if isinstance(item, Message)]
        assert told(well) == meant(FEW[: len(well)])
        assert 10 < len(well) < 40
        assert abs(problem.byte - at) < 3000, "the byte is that of the damage, or of the message around it"


ODD = {
    "half a surrogate in the text": (b"@@", rb"\ud800 and \udfff", Message),
    "bytes that are no UTF-8": (b"@@", b"\xff\xfe\x80", Message),
    "a raw line end and a NUL": (b"@@", b"a\nb\x00c", Message),
    "an escaped NUL": (b"@@", rb"\u0000", Message),
    "a text in place of an author": (b'"author":{', b'"author":"x","other":{', Broken),
    "no id": (b'"id":"', b'"no":"', Broken),
    "an id that is a list": (b'"id":"', b'"id":[],"no":"', Broken),
    "NaN for an id": (b'"id":"', b'"id":NaN,"no":"', Broken),
    "infinity in a field that nobody reads": (b'"embeds":[]', b'"embeds":[Infinity]', Message),
    "a number of ten thousand digits": (b'"embeds":[]', b'"embeds":[NaN,' + b"9" * 10_000 + b"]", Broken),
    "brackets without end": (b'"embeds":[]', b'"embeds":' + b"[" * 5000 + b"]" * 5000, Broken),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("block", [500, 256 * 1024])
def test_one_odd_message_costs_its_neighbours_nothing(tmp_path, name, block):
    old, new, kind = ODD[name]
    pieces = [compact(a_message(number, content="@@" if number == 5 else "plain")) for number in range(9)]
    assert old in pieces[5]
    pieces[5] = pieces[5].replace(old, new, 1)
    whole = compact(an_export()).replace(b'"messages":[]', b'"messages":[' + b",".join(pieces) + b"]")
    items, problem = parsed(Desk.at(tmp_path).put(whole), StreamRules(block=block))
    assert problem is None
    assert [type(item) for item in items] == [kind if number == 5 else Message for number in range(9)]


def test_elements_that_are_no_objects_are_broken_ones(tmp_path):
    whole = indented(an_export([a_message(1), a_message(2)]))
    at = whole.index(b'    {\n      "id"')
    items, problem = parsed(Desk.at(tmp_path).put(whole[:at] + b'1, "x", null, [2], ' + whole[at:]))
    assert problem is None
    assert [type(item) for item in items] == [Broken] * 4 + [Message] * 2


def test_a_message_too_large_to_hold_is_passed_over_with_its_length(tmp_path):
    large = a_message(2, content="x" * 500_000)
    messages = [a_message(1), large, a_message(3)]
    items, problem = parsed(
        Desk.at(tmp_path).put(an_export(messages)), StreamRules(block=1000, largest=20_000)
    )
    assert problem is None
    assert [type(item) for item in items] == [Message, Broken, Message]
    assert 500_000 < items[1].length < 502_000
    assert "at most 20,000" in items[1].what


def test_thousands_of_named_reactors_are_counted_one_by_one(tmp_path):
    reactors = [a_user(number) for number in range(3000)]
    items, _ = parsed(
        Desk.at(tmp_path).put(an_export([a_message(1, reactions=[a_reaction(count=3000, users=reactors)])]))
    )
    assert how_many(items[0].reactions) == 1
    assert len(memoryview(items[0].reactions)) > 64 * 1024


FOREIGN = {
    b"": "empty",
    b"  \n ": "empty",
    b"hello": "no JSON",
    b"\x89PNG\r\n\x1a\n\x00\x00": "no JSON",
    b"\xff\xfe{\x00": "UTF-16",
    b"PK\x03\x04 and more": "zip",
    b"\x1f\x8b\x08": "gzip",
    b"[]": "no guild, channel and list of messages",
    b'{"a": 1}': "no guild, channel and list of messages",
    b'{"messages": []}': "guild",
    b'{"guild": {"id": "1"}, "messages": []}': "channel",
    b'{"guild": {"id": "x"}, "channel": {"id": "1"}, "messages": []}': "guild.id",
    b'{"guild": {"id": "0"}, "channel": {"id": "1"}, "messages": []}': "direct messages",
    b'{"guild": {"id": "1", "name": "cut': "cut off",
    b'{"guild": {"id": "1"}, "channel": {"id": "2"}, "exportedAt": "soon", "messages": []}': "exportedAt",
    b'{"text": "\\"messages\\": [", "a": 1}': "no guild, channel and list of messages",
    b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}": "no guild, channel and list of messages",
    b" " * 2_000_000 + b"{": "empty",
}


@pytest.mark.parametrize("content", FOREIGN, ids=lambda content: repr(content[:30]))
def test_a_foreign_file_is_refused_in_words(tmp_path, content):
    items, problem = parsed(Desk.at(tmp_path).put(content))
    assert items == []
    assert problem is not None and FOREIGN[content] in problem.what
    assert problem.byte is not None
