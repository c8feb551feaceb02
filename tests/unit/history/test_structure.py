"""Brackets are counted outside of texts, wherever the bytes are cut."""

import json

from hypothesis import given
from hypothesis import strategies as st

from adapters.history.discord_export.format.structure import Structure, elements

TEXTS = st.text(alphabet='\\"{}[],a\né', max_size=12)
VALUES = st.recursive(
    TEXTS | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
LISTS = st.lists(st.dictionaries(TEXTS, VALUES, max_size=4), max_size=5)


@given(LISTS, st.booleans(), st.lists(st.integers(1, 30), min_size=1), st.sampled_from([None, 2]))
def test_elements_end_where_json_says_so_however_the_bytes_are_cut(values, escaped, cuts, indent):
    written = json.dumps(values, ensure_ascii=escaped, indent=indent).encode()
    structure, ends, closed, at, turn = Structure(), [], None, 1, 0
    while closed is None:
        piece = written[at : at + cuts[turn % len(cuts)]]
        found, closed = structure.feed(piece)
        ends += [at + end for end in found]
        at, turn = at + len(piece), turn + 1
    assert len(ends) == len(values)
    begin = 1
    for end, value in zip(ends, values, strict=True):
        assert json.loads(written[begin:end].lstrip(b", \n")) == value
        begin = end


@given(LISTS)
def test_a_list_is_taken_apart_into_its_elements(values):
    assert [json.loads(bytes(piece)) for piece in elements(memoryview(json.dumps(values).encode()))] == values


def test_half_a_million_backslashes_are_followed_across_slices():
    for slashes in (524_287, 524_288, 524_289):
        text = b"\\" * (slashes // 2 * 2)
        written = b'[{"a":"' + text + b'"},{"b":"]}"}]'
        assert len(list(elements(memoryview(written)))) == 2
