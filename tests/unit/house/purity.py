"""Who may read a clock, and what the two pure floors may import."""

import ast
import sys
from collections.abc import Iterator

from tests.unit.house.repository import dotted, imported_names

WALL_CLOCKS = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.ctime",
    }
)
THIRD_PARTIES = frozenset({"attr", "attrs", "numpy"})
MAY_IMPORT = {
    "domain": {"domain"} | THIRD_PARTIES,
    "application": {"domain", "application"} | THIRD_PARTIES,
}
# What of the standard library reaches the world, keeps time or draws lots: a rule is given the result.
# fmt: off
WORLDLY = frozenset({
    "asyncio", "concurrent", "ftplib", "http", "io", "logging", "multiprocessing", "os", "pathlib", "pickle",
    "random", "secrets", "select", "selectors", "shelve", "shutil", "signal", "smtplib", "socket", "sqlite3",
    "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib",
})
# fmt: on
WORLDLY_CALLS = frozenset({"open", "print", "input", "exec", "eval"})


def clock_readings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Each place that names a wall clock, called or handed on; monotonic stop watches are no wall clock."""
    names = imported_names(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node, names) in WALL_CLOCKS:
            yield node.lineno, dotted(node, names)


def _imports(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def impurities(module: ast.Module, floor: str) -> Iterator[tuple[int, str]]:
    """What `domain` or `application` takes from outside that they may not."""
    for line, name in _imports(module):
        top = name.split(".")[0]
        if top not in MAY_IMPORT[floor] and top not in sys.stdlib_module_names:
            yield line, f"imports {name or 'relatively'}"
        elif floor == "domain" and top in WORLDLY:
            yield line, f"imports {name}"
    if floor == "domain":
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in WORLDLY_CALLS
            ):
                yield node.lineno, f"calls {node.func.id}()"
