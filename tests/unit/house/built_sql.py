"""Finds SQL that is put together at run time: a value formatted into a query is an injection waiting."""

import ast
import re
from collections.abc import Iterator
from functools import cache

# The argument that holds SQL text or a table's name, by method of an asyncpg connection, pool or statement.
SINKS: dict[str, frozenset[int | str]] = {
    **dict.fromkeys(
        ("execute", "executemany", "fetch", "fetchrow", "fetchval", "fetchmany", "prepare", "cursor"),
        frozenset({0, "query", "command"}),
    ),
    "copy_from_query": frozenset({0, "query"}),
    **dict.fromkeys(
        ("copy_from_table", "copy_to_table", "copy_records_to_table"),
        frozenset({0, "table_name", "schema_name"}),
    ),
}
BUILDERS = frozenset(
    {"format", "format_map", "join", "replace", "substitute", "safe_substitute", "translate"}
)

_LOOKS_LIKE_SQL = re.compile(
    r"""(?isx)
      ^\s*(?: select\b.*\bfrom\b | select\s+[\w.]+\( | insert\s+into\b | delete\s+from\b
            | update\s+\S+\s+set\b | with\s+\w+\s+as\b.*\( | merge\s+into\b
            | truncate\s+\S | values\s*\( | listen\s+\S+\s*$
            | copy\s*\( | copy\s+\S+\s*(?:\(.*\)\s*)?(?:from|to)\s+(?:stdin|stdout|program\b|')
            | (?:create|alter|drop)\s+(?:or\s+replace\s+|temp(?:orary)?\s+|unlogged\s+|unique\s+)*
              (?:table|schema|index|role|user|database|policy|view|materialized|function|trigger|type|sequence)\b
            | (?:grant|revoke)\s+(?:select|insert|update|delete|usage|execute|all)\b
            | set\s+(?:local|session|role|search_path)\b )
    | \bwhere\s+[\w."]+\s*(?:=|<|>|in\s*\(|is\s+) | \border\s+by\s | \bgroup\s+by\s | \bon\s+conflict\b
    """
)

Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef


def built_sql(module: ast.Module) -> list[tuple[int, str]]:
    """Line and reason of each query text that is not a constant."""
    findings = {(node.lineno, "SQL is formatted") for node in ast.walk(module) if _is_formatted_sql(node)}
    sinks = dict(SINKS)
    while True:
        known = len(sinks)
        for scope, suspects in _scopes(module, frozenset()):
            findings |= set(_reached(scope, sinks, suspects))
            sinks |= _forwarders(scope, sinks)
        if len(sinks) == known:
            _own_nodes.cache_clear()
            return sorted(findings)


def _is_formatted_sql(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.expr)
        and _is_built(node, frozenset())
        and bool(_LOOKS_LIKE_SQL.search(_words(node)))
    )


def _words(node: ast.expr) -> str:
    """The constant parts of a built text, with an x for each hole."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_words, parts))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words(left) + _words(right)
        case ast.BinOp(left=left, op=ast.Mod()):
            return _words(left)
        case ast.Call(func=ast.Attribute(value=receiver, attr=("format" | "format_map" | "replace"))):
            return _words(receiver)
        case ast.Call(
            func=ast.Attribute(value=receiver, attr="join"), args=[ast.List() | ast.Tuple() as parts]
        ):
            return _words(receiver).join(map(_words, parts.elts))
    return "x"


def _is_built(node: ast.expr | None, suspects: frozenset[str]) -> bool:
    """Whether a text is put together here, or is a name that holds such a text."""
    match node:
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.FormattedValue) for part in parts)
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return not all(isinstance(part, ast.Constant) for part in (node.left, node.right))
        case ast.Call(func=ast.Attribute(value=receiver, attr=method)):
            return method in BUILDERS or _is_built(receiver, suspects)
        case ast.Name(id=name):
            return name in suspects
        case ast.IfExp(body=body, orelse=otherwise):
            return _is_built(body, suspects) or _is_built(otherwise, suspects)
        case ast.BoolOp(values=parts):
            return any(_is_built(part, suspects) for part in parts)
        case ast.NamedExpr(value=value):
            return _is_built(value, suspects)
    return False


def _scopes(scope: Scope, known: frozenset[str]) -> Iterator[tuple[Scope, frozenset[str]]]:
    """The module and each function in it, with the names that hold a built text there."""
    suspects = _suspects(scope, known)
    yield scope, suspects
    for node in _own_nodes(scope):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _scopes(node, suspects)


def _suspects(scope: Scope, known: frozenset[str]) -> frozenset[str]:
    while True:
        found = known | {name for name, value in _assignments(scope) if _is_built(value, known)}
        if found == known:
            return known
        known = found


def _assignments(scope: Scope) -> Iterator[tuple[str, ast.expr | None]]:
    for node in _own_nodes(scope):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
            case (
                ast.AnnAssign(target=ast.Name(id=name), value=value)
                | ast.NamedExpr(target=ast.Name(id=name), value=value)
            ):
                yield name, value
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Mod(), value=value):
                yield name, ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=value)


@cache
def _own_nodes(scope: Scope) -> tuple[ast.AST, ...]:
    """The nodes of a scope without those of the functions inside it."""
    waiting: list[ast.AST] = list(ast.iter_child_nodes(scope))
    found: list[ast.AST] = []
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting.extend(ast.iter_child_nodes(node))
    return tuple(found)


def _queries(scope: Scope, sinks: dict[str, frozenset[int | str]]) -> Iterator[ast.expr]:
    """What is handed over as SQL text."""
    for call in _own_nodes(scope):
        if not isinstance(call, ast.Call):
            continue
        places = sinks.get(getattr(call.func, "attr", getattr(call.func, "id", "")), frozenset())
        yield from (argument for place, argument in enumerate(call.args) if place in places)
        yield from (keyword.value for keyword in call.keywords if keyword.arg in places)


def _reached(
    scope: Scope, sinks: dict[str, frozenset[int | str]], suspects: frozenset[str]
) -> Iterator[tuple[int, str]]:
    for query in _queries(scope, sinks):
        if _is_built(query, suspects):
            yield query.lineno, "a query is put together at run time"


def _forwarders(scope: Scope, sinks: dict[str, frozenset[int | str]]) -> dict[str, frozenset[int | str]]:
    """A function that hands its own argument on as a query is a place for SQL itself."""
    if isinstance(scope, ast.Module) or scope.name in sinks:
        return {}
    arguments = [argument.arg for argument in (*scope.args.posonlyargs, *scope.args.args)]
    positions = [name for name in arguments if name not in ("self", "cls")]
    named = {*positions, *(argument.arg for argument in scope.args.kwonlyargs)}
    handed_on = {query.id for query in _queries(scope, sinks) if isinstance(query, ast.Name)} & named
    places = frozenset(handed_on | {positions.index(name) for name in handed_on if name in positions})
    return {scope.name: places} if places else {}
