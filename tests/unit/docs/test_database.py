"""docs/DATABASE.md names KPIs and parts that there are."""

from domain.insights.kpis.catalogue import kpi
from domain.insights.kpis.publishing.closed import GROUPED, PublishingRules
from tests.unit.docs import database


def test_every_kpi_that_a_question_names_is_of_the_view_that_it_asks() -> None:
    views = {"leadership": "leadership_kpis", "organisers": "organiser_kpis"} | {
        "engineering": "engineering_kpis",
        "quality": "quality_kpis",
    }
    assert database.named_kpis()
    for question in database.questions():
        for key in database.named_kpis():
            if f"'{key}'" in question:
                assert views[kpi(key).audience] in question


def test_what_it_says_of_how_much_is_published_is_so() -> None:
    rules = PublishingRules()
    assert f"the last {rules.days} days, {rules.weeks} weeks and {rules.months} months" in database._TEXT
    for by in GROUPED:
        assert f"`{by}`" in database._TEXT
