"""What is held of an export does not grow with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.exports import a_message, a_reaction, a_user, an_export, compact, indented, write_large

ROOT = Path(__file__).resolve().parents[3]
READ_IT = r"""
import re, sys
from pathlib import Path
from adapters.history.discord_export.exports import DiscordExports

exports = DiscordExports()
messages = sum(portion.items for portion in exports.read(exports.find(sys.argv[1:]).files[0]))
print(messages, int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
MOST_MEGABYTES = 150

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process's memory"),
]


def read_in_a_process(path):
    """How many messages, and the most megabytes that the process ever had."""
    done = subprocess.run(
        [sys.executable, "-c", READ_IT, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    messages, megabytes = done.stdout.split()
    return int(messages), int(megabytes)


@pytest.mark.parametrize("one_line", [False, True])
def test_a_file_of_a_hundred_and_twenty_megabytes_is_read_in_a_few(tmp_path, one_line):
    path = tmp_path / "large.json"
    written = write_large(path, 120, one_line=one_line)
    messages, megabytes = read_in_a_process(path)
    assert messages == written
    assert megabytes < MOST_MEGABYTES


def entries(entry, count):
    """An export whose second message has a list of that many small entries instead of reactions."""
    whole = compact(an_export([a_message(0), a_message(1, reactions="@@"), a_message(2)]))
    return whole.replace(b'"@@"', b"[" + b",".join([entry] * count) + b"]")


MONSTERS = {
    "fifty megabytes of text": lambda: indented(
        an_export([a_message(0), a_message(1, content="x" * 50_000_000), a_message(2)])
    ),
    "twenty thousand reactors": lambda: indented(
        an_export(
            [
                a_message(0),
                a_message(1, reactions=[a_reaction(count=20_000, users=[a_user(n) for n in range(20_000)])]),
                a_message(2),
            ]
        )
    ),
    "millions of empty lists": lambda: entries(b"[]", 8_000_000),
    "a hundred thousand reactions": lambda: entries(b'{"emoji":{},"count":1}', 100_000),
    "only quotes": lambda: entries(b'""', 8_000_000),
    "only brackets": lambda: entries(b"[" * 5_000_000 + b"]" * 5_000_000, 1),
    "only backslashes": lambda: entries(b'"' + b"\\" * 20_000_000 + b'"', 1),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_one_monstrous_message_is_read_or_passed_over_in_a_few_megabytes(tmp_path, name):
    path = tmp_path / "monster.json"
    path.write_bytes(MONSTERS[name]())
    messages, megabytes = read_in_a_process(path)
    assert messages == 3, "its neighbours are there"
    assert megabytes < MOST_MEGABYTES
