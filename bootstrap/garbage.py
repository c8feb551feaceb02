"""What is no longer needed: how often Python looks for it, and that its memory is given back."""

import ctypes
import gc
import sys
from typing import Final

YOUNG, MIDDLE, OLD = 100_000, 20, 50

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
"""Numbers of glibc's malloc.h."""

_LARGE: Final = 1024 * 1024
"""Bytes."""

_ARENAS: Final = 2


def look_for_garbage_seldom() -> None:
    """Call once, when a process begins.

    A batch makes tens of thousands of tuples that all live until it is written. With the defaults
    (700, 10, 10) the collector walks them again and again and finds nothing: it took 40 % of the
    front door's time.
    """
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def give_back_large_arrays() -> bool:
    """Call once, before the first thread; whether it could be done: only glibc has these two settings.

    Columns of megabytes come and go with each window that somebody looks at. Left to itself glibc soon takes
    them from the heaps of the threads, which never shrink: with every page of 100,000 members seen, 100 MB
    of columns stood in a process of 320 MB. As mappings of their own they leave with their last reader: 218.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        return False
    return bool(mallopt(_M_MMAP_THRESHOLD, _LARGE) and mallopt(_M_ARENA_MAX, _ARENAS))
