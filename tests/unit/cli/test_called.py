"""Commands are told as they can be typed: by the path that just worked, or by the bare name."""

import os

import pytest

from adapters.cli.called import program_name, typed


@pytest.mark.parametrize(
    ("argv0", "told"),
    [
        (".venv/bin/community-os", ".venv/bin/community-os"),
        ("/opt/community-os/.venv/bin/community-os", "/opt/community-os/.venv/bin/community-os"),
        ("my tools/community-os", "'my tools/community-os'"),
        ("community-os", "community-os"),
        ("/opt/community-os/bootstrap/main.py", "community-os"),
        ("-c", "community-os"),
        ("", "community-os"),
    ],
)
def test_the_program_is_named_as_it_was_called(monkeypatch, argv0, told):
    monkeypatch.setattr("sys.argv", [argv0])
    assert program_name() == told
    assert typed("doctor") == f"{told} doctor"


def test_where_a_shell_finds_it_by_its_name_the_name_will_do(monkeypatch, tmp_path):
    """A shell hands a program its whole path, also when somebody typed the bare name."""
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        program = tmp_path / folder / "community-os"
        program.touch(mode=0o755)
        monkeypatch.setenv("PATH", str(tmp_path / "here"), prepend=os.pathsep)
        monkeypatch.setattr("sys.argv", [str(program)])
        assert program_name() == ("community-os" if folder == "here" else str(program))


def test_refusals_help_and_mistakes_name_the_program_as_it_was_called(community_os, monkeypatch):
    monkeypatch.setattr("sys.argv", [".venv/bin/community-os"])
    assert "`.venv/bin/community-os import discord-export PATH`" in community_os("top").err
    assert "`.venv/bin/community-os dead-letters list`" in community_os("dead-letters", "show", "00").err
    assert "Try '.venv/bin/community-os top --help' for help" in community_os("top", "--widnow", "7d").err
    assert "Usage: .venv/bin/community-os top" in community_os("top", "--help").out
    community_os.product.failure = KeyError("nobody expected this")
    assert "`.venv/bin/community-os --debug ...`" in community_os("guilds").err
