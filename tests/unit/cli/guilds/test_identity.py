"""Whose accounts are whose, from the command line."""

import pytest

from tests.builders.activities import a_message, a_person

ADA, BEN = a_person(1, name="Ada\u202e"), a_person(2, name="Ben")
PROFILE = "8b1f1a0e-7c55-4a4e-9f57-2f6f3f0b9d11"
STEAM = "76561198000000001"


@pytest.fixture
def filled(community_os, do):
    do(community_os.record([a_message(by=ADA), a_message(number=1, by=BEN)]))
    return community_os


def test_an_account_is_linked_shown_and_taken_away_again(filled):
    linked = filled("identity", "link", ADA.id, "steam", STEAM)
    assert (linked.code, "Ada" in linked.out, "\u202e" in linked.out) == (0, True, False)
    assert f"  Steam account {STEAM}: linked by staff, since" in linked.out
    assert filled("identity", "show", "#0").out == linked.out
    gone = filled("identity", "unlink", "steam", STEAM)
    assert (gone.code, "no account elsewhere is linked" in gone.out) == (0, True)
    again = filled("identity", "unlink", "steam", STEAM)
    assert again.code == 3
    never = filled("identity", "unlink", "steam", "1")
    assert never.code == 3 and "Steam account 1 is nobody's here" in never.err


def test_a_link_that_would_not_be_one_to_one_is_refused_and_says_both_sides(filled):
    filled("identity", "link", ADA.id, "steam", STEAM)
    taken = filled("identity", "link", BEN.id, "steam", STEAM)
    assert (taken.code, taken.out) == (4, "")
    assert f"Steam account {STEAM} is Ada" in taken.err and "Ben (#1)" in taken.err


def test_of_how_many_members_accounts_are_known_is_told(filled):
    filled("identity", "link", ADA.id, "supabase", PROFILE.upper())
    told = filled("identity", "show")
    assert told.code == 0
    assert "supabase" in told.out and "50%" in told.out
    assert "1 of 2 members has an account elsewhere" in told.err


def test_a_file_is_tried_and_then_imported(filled, tmp_path):
    rows = tmp_path / "accounts.csv"
    rows.write_text(
        "\ufeffSource, discord_id ,ID\n"
        f"steam,{ADA.id},{STEAM}\n"
        f"steam,{BEN.id},{STEAM}\n"
        f"supabase,{BEN.id},{PROFILE}\n"
        "steam,123,9\n"
        f"supabase,{BEN.id},no uuid\n",
        encoding="utf-8",
    )
    tried = filled("identity", "import", str(rows), "--dry-run")
    assert tried.code == 1
    assert tried.out == (
        "2 accounts would be linked, 0 linked before, 1 of people who are no members here, 2 refused\n"
    )
    assert "line 3: Steam account" in tried.err and "line 6: 'no uuid' is no Supabase profile" in tried.err
    assert "no account elsewhere" in filled("identity", "show", "#0").out
    done = filled("identity", "import", str(rows))
    assert done.out.startswith("2 accounts linked, 0 linked before")
    again = filled("identity", "import", str(rows))
    assert again.out.startswith("0 accounts linked, 2 linked before")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"discord_id,source\n1,steam\n", 2, "id is missing"),
        (b"", 2, "discord_id, source, id are missing"),
        (b"\xff\xfe\x00", 2, "no CSV file in UTF-8"),
        (None, 3, "there is no file"),
    ],
)
def test_what_is_no_such_file_is_told_before_anything_is_linked(filled, tmp_path, content, code, words):
    rows = tmp_path / "accounts.csv"
    if content is not None:
        rows.write_bytes(content)
    ended = filled("identity", "import", str(rows))
    assert (ended.code, words in ended.err) == (code, True), ended.err


def test_codes_are_shown_once_a_line_for_each_account(filled, do):
    made = filled("identity", "codes", "steam", STEAM, "76561198000000002")
    assert made.code == 0
    first, second = (line.split("\t") for line in made.out.splitlines())
    assert (first[0], second[0]) == (STEAM, "76561198000000002")
    assert len({first[1], second[1]}) == 2
    assert "Each can be used once, until " in made.err


def test_codes_that_were_made_before_one_was_refused_are_shown(filled):
    filled("identity", "link", ADA.id, "steam", STEAM)
    ended = filled("identity", "codes", "steam", "76561198000000002", STEAM)
    assert ended.code == 4 and "is Ada" in ended.err
    assert ended.out.startswith("76561198000000002\t")


def test_without_supabase_there_is_nothing_to_read(filled):
    ended = filled("identity", "sync")
    assert (ended.code, ended.out) == (3, "")
    assert "connect Supabase" in ended.err
