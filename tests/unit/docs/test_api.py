"""The API's document is YAML that says exactly what the API says of itself."""

import pytest
import yaml

from docs.api import _lines, openapi

HARD = {
    "plain": "text",
    "on": "off",
    "12": "12",
    "number": 12,
    "none": None,
    "truth": [True, "true", "null", ""],
    "- dash": "# hash: colon",
    "lines": "one\n\n  three `x`\n",
    "open end": "one\ntwo",
    "nested": [[1, [2, 3]], {"a": {"b": []}, "c": {}}, "x"],
    "unicode": "é \U0001f389 \\ \"quoted\" 'single'",
}


def test_what_is_written_is_read_back_as_it_was():
    assert yaml.safe_load("\n".join(_lines(HARD))) == HARD


@pytest.fixture(scope="module")
def described():
    return yaml.safe_load(openapi())


def test_every_address_says_what_it_answers_and_how_it_refuses(described):
    assert len(described["paths"]) >= 10
    for operations in described["paths"].values():
        assert set(operations) == {"get"}, "the API is only read"
        answers = operations["get"]["responses"]
        assert {"200", "304", "401", "403", "404", "422", "429", "500", "503"} <= set(answers)
        assert "schema" in answers["200"]["content"]["application/json"]


def test_ids_are_texts(described):
    schemas = described["components"]["schemas"]
    for name, field in (("Community", "id"), ("MemberLine", "discord_id"), ("EventLine", "event")):
        said = str(schemas[name]["properties"][field])
        assert "string" in said and "integer" not in said
