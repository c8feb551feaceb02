"""What the documents say is what the code does."""

import json

import jsonschema
import pytest

from docs.activities import _EXAMPLES, activities_schema
from docs.generate import DOCUMENTS, stale, write
from domain.community.log import envelope
from domain.community.log.activity import KINDS
from domain.community.log.admission import REASONS

SCHEMA = jsonschema.Draft202012Validator(json.loads(activities_schema()))


def test_no_document_is_stale():
    assert not stale(), "run `make docs`"


def test_a_stale_document_is_noticed_and_written_again(tmp_path):
    assert write(tmp_path) == [name for name, _ in DOCUMENTS]
    assert stale(tmp_path) == []
    first = DOCUMENTS[0][0]
    (tmp_path / first).write_text("something else")
    assert stale(tmp_path) == [first]


def test_the_guide_names_every_field_kind_and_reason():
    guide = DOCUMENTS[0][1]()
    for word in (*KINDS, *REASONS, *(field.name for field in envelope.FIELDS)):
        assert f"`{word}`" in guide


@pytest.mark.parametrize("example", _EXAMPLES)
def test_the_examples_are_valid_and_readable(example):
    SCHEMA.validate(example)
    assert envelope.read(example, source="documents").kind == example["kind"]


def test_what_we_write_ourselves_is_valid():
    activity = envelope.read(_EXAMPLES[0], source="documents")
    SCHEMA.validate(envelope.write(activity))
