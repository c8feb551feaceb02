"""Memory that nobody needs any more is given back."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
import numpy as np
from bootstrap.garbage import few_heaps, give_back_memory

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 // 2**20

assert few_heaps()
before = resident()
np.ones(20 << 17)  # what glibc learns of large columns from the first that goes
held = [(np.ones(10 << 17), np.ones(1000)) for _ in range(20)]
small = [few for _, few in held]  # a little that stays lies behind each column
del held
if sys.argv[1] == "given back":
    give_back_memory()
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps it")
def test_columns_that_nobody_reads_any_more_leave_the_process() -> None:
    if _left("kept") < 100:
        pytest.skip("this machine gives all back by itself, so nothing is shown here")
    assert _left("given back") < 20


def _left(how: str) -> int:
    """Megabytes that are still there after 200 of them came and went."""
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, how],
        capture_output=True, text=True, check=True, timeout=60, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    return int(told.stdout)
