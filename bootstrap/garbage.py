"""How often Python looks for garbage: seldom, since a batch of activities makes none."""

import gc

YOUNG, MIDDLE, OLD = 100_000, 20, 50


def look_for_garbage_seldom() -> None:
    """Call once, when a process begins.

    A batch makes tens of thousands of tuples that all live until it is written. With the defaults
    (700, 10, 10) the collector walks them again and again and finds nothing: it took 40 % of the
    front door's time.
    """
    gc.set_threshold(YOUNG, MIDDLE, OLD)
