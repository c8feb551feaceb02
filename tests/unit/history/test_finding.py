"""Exports are found in files, folders and archives; whatever else lies there is named."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from adapters.history.archives import ArchiveRules
from adapters.history.discord_export.exports import DiscordExports
from adapters.history.names import shown
from tests.builders.desk import Desk
from tests.builders.exports import CHANNEL, GUILD, a_message, an_export, compact, indented


def find(*paths, rules=None):
    return DiscordExports(rules).find([str(path) for path in paths])


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def names(found):
    return [Path(file.name).name for file in found.files]


def test_a_folder_is_searched_to_its_ground(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)]), "a.json")
    desk.put(an_export([a_message(1)], channel=CHANNEL + 1), "deep/down/b.JSON")
    desk.put(b"a picture", "a.json_Files/attachment.json")
    desk.put(b"nothing", "notes.md")
    desk.put(b"nothing", ".hidden.json")
    found = find(desk.folder)
    assert names(found) == ["a.json", "b.JSON"]
    assert found.problems == ()


def test_the_same_file_named_twice_is_read_once(tmp_path):
    path = Desk.at(tmp_path).put(an_export())
    (path.parent / "again.json").symlink_to(path)
    found = find(path, path.parent, path)
    assert len(found.files) == 1
    assert found.problems == ()


def test_exports_come_channel_by_channel_and_the_oldest_first(tmp_path):
    desk = Desk.at(tmp_path)
    for name, channel, first in (("z", 0, 5), ("a", 0, 90), ("m", 1, 1), ("b", 0, 40)):
        desk.put(an_export([a_message(first)], channel=CHANNEL + channel), f"{name}.json")
    assert names(find(desk.folder)) == ["z.json", "b.json", "a.json", "m.json"]


def test_parts_of_one_export_know_each_other(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export([a_message(1)]), "general.json")
    desk.put(an_export([a_message(50)]), "general [part 2].json")
    desk.put(an_export([a_message(90)]), "general [part 3].json")
    parts = find(desk.folder).files
    assert [(part.continues, part.continued) for part in parts] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert parts[0].continued_at == parts[1].first_at


def test_archives_are_read_as_they_are(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(
        zipped(
            {
                "one.json": indented(an_export([a_message(1)])),
                "../../two.json": compact(an_export([a_message(9)])),
                "one.json_Files/x.json": b"{}",
                "picture.png": b"",
            }
        ),
        "all.zip",
    )
    found = find(desk.folder)
    assert [file.member for file in found.files] == ["one.json", "../../two.json"]
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == [], "nothing is unpacked"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"not a zip", "no zip archive"),
        (b"", "no zip archive"),
        (zipped({"a.json": indented(an_export())})[:-30], "no zip archive"),
        (zipped({"readme.txt": b"x"}), "no export"),
        (zipped({"bomb.json": b" " * 40_000_000}), "grow more than 200 times"),
        (zipped({"a.json": b"{}"}, zipfile.ZIP_BZIP2), "compressed in a way"),
    ],
)
def test_an_archive_that_cannot_or_must_not_be_read_is_named(tmp_path, data, word):
    found = find(Desk.at(tmp_path).put(data, "x.zip"))
    assert found.files == ()
    assert word in found.problems[0].what


def test_an_encrypted_member_is_named_and_its_neighbour_read(tmp_path):
    data = bytearray(zipped({"a.json": indented(an_export([a_message(1)])), "b.json": indented(an_export())}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    found = find(Desk.at(tmp_path).put(bytes(data), "x.zip"))
    assert "encrypted" in found.problems[0].what
    assert [file.member for file in found.files] == ["b.json"]


def test_an_archive_beyond_the_rules_is_refused_whole(tmp_path):
    path = Desk.at(tmp_path).put(zipped({f"{n}.json": b"{}" * 500 for n in range(50)}), "x.zip")
    assert "more than" in find(path, rules=ArchiveRules(largest_total=10_000)).problems[0].what
    assert "too long" in find(path, rules=ArchiveRules(largest_directory=100)).problems[0].what


def test_what_is_no_export_is_named_and_the_others_are_found(tmp_path):
    desk = Desk.at(tmp_path)
    desk.put(an_export(), "good.json")
    desk.put(b"", "empty.json")
    desk.put(b'{"name": "something else"}', "package.json")
    page = desk.put(b"<html>", "page.html")
    (tmp_path / "void").mkdir()
    found = find(desk.folder, page, tmp_path / "missing", tmp_path / "void", "nul\0name")
    assert names(found) == ["good.json"]
    said = {Path(problem.name).name: problem.what for problem in found.problems}
    assert "empty" in said["empty.json"]
    assert "not what DiscordChatExporter writes" in said["package.json"]
    assert "export it as JSON" in said["page.html"]
    assert "no such file" in said["missing"]
    assert "no export in it" in said["void"]
    assert any("no file can have this name" in what for what in said.values())


@pytest.fixture
def nobody():
    """Root may read everything: for a while we are somebody else."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65_534)
    yield
    os.seteuid(was)


@pytest.fixture
def open_place():
    """A folder that everybody may enter, since that of pytest is the user's own."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


def test_what_may_not_be_read_is_named(open_place, request):
    desk = Desk.at(open_place)
    good, bad = desk.put(an_export(), "good.json"), desk.put(an_export(), "bad.json")
    bad.chmod(0)
    request.getfixturevalue("nobody")
    found = find(good, bad)
    assert names(found) == ["good.json"]
    assert "may not read" in found.problems[0].what


def test_a_pipe_is_no_export(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    said = find(tmp_path / "pipe.json").problems[0].what
    assert "neither a file nor a folder" in said
    assert "save it as a file" in said


def test_a_hostile_name_is_shown_as_harmless_text(tmp_path):
    name = "a\u202egnp.json\x1b[31m\n<b>=1+1.json"
    path = Desk.at(tmp_path).put(b"{}", name)
    problem = find(path).problems[0]
    assert not set(problem.name) & set("\u202e\x1b\n")
    assert problem.name.endswith("<b>=1+1.json")
    assert len(shown("x" * 5000)) < 300


def test_the_mark_changes_with_the_file(tmp_path):
    desk = Desk.at(tmp_path)
    path = desk.put(an_export([a_message(1)]))
    mark = find(path).files[0].mark
    assert find(path).files[0].mark == mark
    os.utime(path, ns=(1, 1))
    assert find(path).files[0].mark != mark
    assert str(GUILD) in mark
