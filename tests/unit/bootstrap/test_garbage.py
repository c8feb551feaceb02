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
held = [(np.ones(4 << 17), np.ones(12_500)) for _ in range(50)]
small = [few for _, few in held]  # 5 MB that stay, a little behind each column
del held
if sys.argv[1] == "given back":
    give_back_memory()
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps it")
def test_columns_that_nobody_reads_any_more_leave_the_process() -> None:
    kept = _left("kept")
    assert _left("given back") < 20
    if kept < 100:
        pytest.skip("this machine gives all back by itself, so nothing is shown here")


def _left(how: str) -> int:
    """Megabytes that are still there after 200 of them came and went."""
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, how],
        capture_output=True, text=True, check=True, timeout=60, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    return int(told.stdout)
