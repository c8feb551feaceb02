"""Reading files in: what is said at the end, and what is refused before anything is opened."""

import json

import pytest

from tests.builders.activities import GUILD
from tests.builders.exports import a_message, an_export, compact, indented

LINE = {
    "guild": str(GUILD),
    "kind": "message",
    "id": "1477973401600000001",
    "at": "2026-03-02T10:00:00Z",
    "person": {"id": "810000000000000001", "name": "Ada"},
    "channel": "710000000000000101",
    "subject": "1477973401600000001",
    "details": {"type": 0, "length": 42},
}


@pytest.fixture
def exports(tmp_path):
    """A folder with the exports of three channels."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for channel in range(1, 4):
        whole = an_export([a_message(10 * channel)], channel=700_000_000_000_000_100 + channel)
        (folder / f"{channel}.json").write_bytes(indented(whole))
    return folder


@pytest.mark.parametrize("command", [("import", "discord-export"), ("ingest",)])
@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("nowhere/here.json", "nowhere/here.json"),
        ("pyproject.toml/here", "pyproject.toml/here"),
        ("a\0b", "a\ufffdb"),
        ("", "an empty name"),
    ],
)
def test_a_path_that_is_not_there_is_named_and_nothing_is_opened(community_os, command, path, named):
    ended = community_os(*command, path)
    assert (ended.code, ended.out) == (3, "")
    assert len(ended.err.splitlines()) == 1
    assert named in ended.err
    assert community_os.product.opened == 0


def test_all_paths_that_are_not_there_are_told_at_once_and_no_other_is_read(community_os, exports):
    ended = community_os("import", "discord-export", str(exports), "no-1", "no-2")
    assert (ended.code, ended.out) == (3, "")
    assert "no-1, no-2" in ended.err
    assert community_os.product.opened == 0


def test_a_folder_is_no_list_of_activities(community_os, exports):
    ended = community_os("ingest", str(exports))
    assert ended.code == 2
    assert "is a folder" in ended.err
    assert community_os.product.opened == 0


def test_an_import_ends_with_a_table_and_the_next_one_with_a_line(community_os, exports):
    first = community_os("import", "discord-export", str(exports))
    assert first.code == 0
    assert "of them new" in first.out
    again = community_os("import", "discord-export", str(exports))
    assert (again.code, again.out, again.err) == (
        0,
        "3 files were read before and have not changed; --again reads them once more.\n",
        "",
    )
    one = community_os("import", "discord-export", str(exports / "1.json"))
    assert one.out == "1 file was read before and has not changed; --again reads it once more.\n"
    assert "of them known before" in community_os("import", "discord-export", "--again", str(exports)).out


def test_of_files_that_are_no_exports_no_table_is_shown(community_os, tmp_path):
    (tmp_path / "other.json").write_text("[1, 2]", encoding="utf-8")
    ended = community_os("import", "discord-export", str(tmp_path))
    assert (ended.code, ended.out) == (1, "")
    assert "other.json" in ended.err
    assert "Nothing was imported" in ended.err


def test_what_came_before_a_damage_is_kept_and_told(community_os, exports):
    whole = indented(an_export([a_message(1), a_message(2)], channel=700_000_000_000_000_104))
    (exports / "4.json").write_bytes(whole[:-200])
    ended = community_os("import", "discord-export", str(exports))
    assert ended.code == 1
    assert "of them new" in ended.out
    assert "4.json, byte" in ended.err
    assert "Everything before these places was kept" in ended.err


@pytest.mark.parametrize("written", [indented, compact, lambda export: b"\xef\xbb\xbf" + compact(export)])
def test_an_export_that_is_taken_for_lines_is_sent_to_the_command_that_reads_it(
    community_os, tmp_path, written
):
    path = tmp_path / "my server.json"
    path.write_bytes(written(an_export([a_message(1)])))
    ended = community_os("ingest", str(path))
    assert (ended.code, ended.out) == (1, "")
    assert "is an export of DiscordChatExporter" in ended.err
    assert f"`community-os import discord-export '{path}'` reads it" in ended.err
    assert community_os.product.opened == 0


def test_a_line_like_an_export_is_parked_and_its_neighbours_land(community_os, tmp_path):
    path = tmp_path / "lines"
    path.write_bytes(json.dumps(LINE).encode() + b"\n" + compact(an_export()) + b"\n")
    ended = community_os("ingest", str(path))
    assert ended.code == 0
    assert "2 lines: 1 accepted, 0 known before, 1 parked." in ended.out
    assert "`community-os dead-letters list` shows" in ended.out


def test_lines_are_counted_and_a_file_that_was_read_before_takes_one_line(community_os, tmp_path):
    path = tmp_path / "lines"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    assert community_os("ingest", str(path)).out == "1 line: 1 accepted, 0 known before, 0 parked.\n"
    assert community_os("ingest", str(path)).out == (
        "1 file was read before and has not changed; --again reads it once more.\n"
    )
    again = community_os("ingest", "--again", str(path)).out
    assert again == "1 line: 0 accepted, 1 known before, 0 parked.\n"
    (tmp_path / "empty").touch()
    assert community_os("ingest", str(tmp_path / "empty")).out.startswith("0 lines: ")
