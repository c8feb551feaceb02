"""The program: its commands, its help, and how it ends."""

import subprocess
import sys

import click
import pytest

from adapters.cli.endings import FAMILIES
from adapters.cli.program import COMMANDS, program
from bootstrap.settings import SettingsProblems
from domain.kernel.errors import DomainError, Invalid, NotFound, Unavailable

NAMES = [name for section in COMMANDS.values() for name in section]


def test_every_command_of_the_table_is_there_and_explains_itself(community_os):
    for name in NAMES:
        ended = community_os(name, "--help")
        assert ended.code == 0
        assert f"community-os {name}" in ended.out


def test_help_lists_every_command(community_os):
    ended = community_os("--help")
    assert ended.code == 0
    for name in NAMES:
        assert f"\n  {name} " in ended.out


def test_help_imports_nothing_heavy():
    """Help is asked for more often than anything else, and must be there at once."""
    heavy = ("numpy", "dash", "plotly", "asyncpg", "fastapi", "rich", "structlog", "dependency_injector")
    code = (
        "import sys\nfrom bootstrap.main import main\nsys.argv = ['community-os', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write(' '.join(name for name in {heavy!r} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""


def test_a_mistyped_command_or_option_ends_with_2_and_says_so(community_os):
    for arguments in (["tpo"], ["top", "--widnow", "7d"], ["top", "--places", "none"]):
        ended = community_os(*arguments)
        assert ended.code == 2
        assert "Error" in ended.err
        assert ended.out == ""


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_each_family_of_refusal_has_an_exit_code_of_its_own(community_os, family):
    community_os.product.failure = family("the moon is full: wait a day")
    ended = community_os("guilds")
    assert ended.code == FAMILIES[family].code
    assert ended.err == "Error: the moon is full: wait a day\n"
    assert len({ending.code for ending in FAMILIES.values()}) == len(FAMILIES)


def test_a_refusal_is_followed_by_what_to_do(community_os):
    away = Unavailable("the moon is away")
    away.add_note("look up")
    community_os.product.failure = away
    assert community_os("guilds").err == "Error: the moon is away\n  -> look up\n"


def test_no_family_of_refusal_is_forgotten():
    assert set(DomainError.__subclasses__()) >= set(FAMILIES)
    assert {Invalid, NotFound, Unavailable} <= set(FAMILIES)
    assert set(FAMILIES) == {
        family for family in DomainError.__subclasses__() if family.__module__ == "domain.kernel.errors"
    }


def test_wrong_settings_end_with_78_and_all_of_them(community_os):
    community_os.product.failure = SettingsProblems(["A: wrong", "B: wrong too"])
    ended = community_os("guilds")
    assert ended.code == 78
    assert "A: wrong" in ended.err
    assert "B: wrong too" in ended.err


def test_a_bug_is_told_in_two_lines_and_its_place_only_with_debug(community_os):
    community_os.product.failure = KeyError("nobody expected this")
    plain = community_os("guilds")
    assert plain.code == 70
    assert len(plain.err.splitlines()) == 2
    assert "Traceback" not in plain.err
    assert "Traceback" in community_os("--debug", "guilds").err


def test_a_missing_file_is_named(community_os):
    community_os.product.failure = FileNotFoundError(2, "No such file or directory", "/nowhere")
    ended = community_os("guilds")
    assert (ended.code, ended.err) == (3, "Error: /nowhere: No such file or directory\n")


def test_the_summary_of_a_command_begins_what_its_own_help_says():
    for section in COMMANDS.values():
        for name, entry in section.items():
            command = program.get_command(click.Context(program), name)
            assert command is not None
            said = (command.help or "").split("\n")[0]
            assert said.rstrip(".").split()[0] == entry.summary.split()[0], name
