"""What is no longer needed: how often Python looks for it, and that its memory is given back."""

import asyncio
import ctypes
import gc
import sys
from collections.abc import Callable
from typing import Final

YOUNG, MIDDLE, OLD = 100_000, 20, 50

_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
"""Numbers of glibc's malloc.h."""

_MEGABYTE: Final = 1024 * 1024
_TRIMMED: Final = 64 * _MEGABYTE
_MAPPED: Final = 8 * _MEGABYTE
"""With less, the passing arrays of a question are mapped each time: 35 ms for all of them instead of 25."""

_ARENAS: Final = 2

GIVE_BACK_EVERY: Final = 10.0
"""Seconds; looking through the heaps takes milliseconds."""


def look_for_garbage_seldom() -> None:
    """Call once, when a process begins.

    A batch makes tens of thousands of tuples that all live until it is written. With the defaults
    (700, 10, 10) the collector walks them again and again and finds nothing: it took 40 % of the
    front door's time.
    """
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def few_heaps() -> bool:
    """Call once, before the first thread; whether it could be done: only glibc has the settings.

    Left to itself glibc makes a heap for each of many threads, and each keeps what its thread once needed;
    and the largest columns lie in them too, once one of that size has gone.
    """
    libc = _glibc()
    wanted = ((_M_ARENA_MAX, _ARENAS), (_M_MMAP_THRESHOLD, _MAPPED), (_M_TRIM_THRESHOLD, _TRIMMED))
    return libc is not None and all(libc.mallopt(what, amount) for what, amount in wanted)


def give_back_memory() -> None:
    """Give the operating system what lies free in the heaps, as far as there is a way to.

    Columns of megabytes come and go with each window that somebody looks at, and free ones stay with the
    process.
    """
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


async def give_back_now_and_then(let_go: Callable[[], None]) -> None:
    """Until cancelled, after what nobody needs was let go of; beside the loop, since whoever asks for memory
    meanwhile has to wait a little."""
    while True:
        await asyncio.sleep(GIVE_BACK_EVERY)
        let_go()
        await asyncio.to_thread(give_back_memory)


def _glibc() -> ctypes.CDLL | None:
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if libc is not None and hasattr(libc, "malloc_trim") else None
