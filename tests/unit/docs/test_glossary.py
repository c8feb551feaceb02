"""The words of the field are explained: whoever reads a page has never heard of statistics."""

import ast
import re
from collections.abc import Iterator

import pytest

from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.receipt.glossary import GLOSSARY, terms_in
from tests.unit.house.repository import ROOT, modules

STATISTICS = (
    *("average", "averaged", "weighted mean", "simple mean", "median", "mode", "percentile", "percentiles"),
    *("p50", "p90", "p95", "p99", "quantile", "quartile", "decile", "histogram", "distribution", "outlier"),
    *("standard deviation", "standard error", "variance", "margin of error", "Wilson", "95% interval"),
    *("confidence interval", "p-value", "significant", "significance", "sample size", "bootstrap"),
    *("correlation", "regression", "baseline", "percentage point", "percentage points", "numerator"),
    *("denominator", "cohort", "cohorts", "retention", "churn", "stickiness", "DAU", "MAU", "WAM", "latency"),
    *("lag", "funnel", "coverage", "lifecycle", "resurrecting", "dormant", "adoption", "RSVP", "no-shows"),
    *("walk-ins", "dead letters", "backfill"),
)
SHOWN = ("adapters/dash_ui", "adapters/discord/commands", "adapters/cli/commands", "domain/insights/kpis")


def sentences() -> Iterator[str]:
    """What people can read: every text with a space in it, but for what explains the code to its reader."""
    for path in modules():
        if str(path).startswith(SHOWN):
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            told = {
                id(node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                    yield node.value
    for one in CATALOGUE:
        yield from (one.title, one.question, one.definition.sentence, *one.caveats)


@pytest.fixture(scope="module")
def read() -> str:
    return "\n".join(text for text in sentences() if " " in text)


def test_every_word_of_statistics_that_people_read_is_explained(read: str) -> None:
    used = [word for word in STATISTICS if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", read)]
    assert len(used) > 10, "nothing was read"
    assert not [word for word in used if not terms_in(word)]


def test_what_a_number_means_is_said_without_code_and_without_statistics() -> None:
    for kpi in CATALOGUE:
        told = " ".join((kpi.title, kpi.question, kpi.definition.sentence, *kpi.caveats))
        assert not re.search(r"`|median|percentile|quantile|interval", told), kpi.key


def test_no_word_is_explained_by_itself() -> None:
    for term in GLOSSARY:
        assert term not in terms_in(term.plain.split("(")[0]), term.word


def test_the_words_are_in_the_order_of_the_alphabet_and_each_is_there_once() -> None:
    words = [term.word.casefold() for term in GLOSSARY]
    assert words == sorted(set(words))
    forms = [form.casefold() for term in GLOSSARY for form in (term.word, *term.also)]
    assert len(forms) == len(set(forms))
