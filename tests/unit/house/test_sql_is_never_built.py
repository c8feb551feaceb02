"""No value is ever formatted into SQL; what reads the syntax tree is itself tested with planted bad code."""

import ast
from textwrap import dedent

import pytest

from tests.unit.house.built_sql import built_sql

PLANTED = {
    "an f-string": "await c.execute(f'select * from member where name = {name}')",
    "an f-string without any keyword": "await c.fetch(f'{what}')",
    "a percent sign": "await c.fetchrow('select 1 from member where id = %s' % member)",
    "a plus sign": "await c.fetchval('select count(*) from ' + table)",
    "a format": "await c.execute('drop table {}'.format(table))",
    "a join": "await c.fetch(' '.join(['select', columns, 'from member']))",
    "a replacement": "await c.fetch(QUERY.replace('TABLE', table))",
    "a keyword argument": "await c.copy_from_query(query=f'select {columns}', output=out)",
    "a table's name": "await c.copy_records_to_table(f'stage_{guild}', records=rows)",
    "a name that holds a built text": "query = f'select {columns}'\nawait c.fetch(query)",
    "a text that grows": "query = 'select 1'\nquery += extra\nawait c.fetch(query)",
    "a second name": "a = 'x {}'.format(y)\nb = a\nawait c.fetch(b)",
    "a choice": "await c.fetch(PLAIN if plain else f'{other}')",
    "a walrus": "await c.fetch(q := f'{other}')",
    "a strip afterwards": "await c.fetch(f'{other}'.strip())",
    "SQL that is built for later": "self.query = f'select name from {table}'",
    "a condition that is built for later": "parts.append(f'where guild_id = {guild}')",
    "an order": "tail = ' order by ' + column",
    "a setting": "statement = f'set local app.guild_id = {guild}'",
    "a role": "statement = f'create role {role}'",
    "a helper that hands it on": "async def ask(c, text): return await c.fetch(text)\nask(c, f'{other}')",
    "a helper's helper": """
        async def ask(c, *, text): return await c.fetch(text)
        async def beg(c, words): return await ask(c, text=words)
        beg(c, 'x %s' % other)
    """,
    "a name of the function around": "def f(x):\n    q = f'{x}'\n    async def g(c): await c.fetch(q)",
    "a module's name used in a function": "Q = 'select ' + x\nasync def f(c):\n    await c.fetch(Q)",
}

FINE = {
    "a constant": "await c.execute('select * from member where name = $1', name)",
    "a constant of several lines": "await c.execute('select name ' 'from member')",
    "a named constant": "QUERY = 'select 1'\nawait c.fetch(QUERY)",
    "a stripped constant": "await c.fetch(QUERY.strip())",
    "a value that is built": "await c.fetch('select * from member where name like $1', f'%{name}%')",
    "a message to people": "raise Invalid(f'{name} was not selected from the list')",
    "a choice of constants": "await c.fetch(A if plain else B)",
    "a look-up": "await c.fetch(QUERIES[kind])",
    "a sentence": "label = f'Select {n} members'\nother = f'Update {x}'\nthird = f'Set {a} to {b}'",
    "a path": "path = 'folder/' + name",
}


def found(source: str) -> list[tuple[int, str]]:
    return built_sql(ast.parse(dedent(source)))


@pytest.mark.parametrize("source", PLANTED.values(), ids=PLANTED)
def test_planted_bad_code_is_found(source: str) -> None:
    assert found(source)


@pytest.mark.parametrize("source", FINE.values(), ids=FINE)
def test_constant_sql_and_plain_sentences_pass(source: str) -> None:
    assert found(source) == []
