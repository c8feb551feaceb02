"""Whatever a program sends: no answer is an error of ours, and each is what the description says."""

import asyncio
from collections import Counter
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from domain.insights.kpis.catalogue import CATALOGUE
from tests.integration.api.conftest import Served

EXAMPLES = 8
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.mark.slow
async def test_no_question_however_odd_makes_an_error_of_ours(served: Served) -> None:
    async with httpx.AsyncClient(base_url=served.address, timeout=60) as client:
        described = (await client.get("/api/v1/openapi.json")).json()
    seen = await asyncio.to_thread(_fuzz, served, described)
    assert len(seen) == len(described["paths"])
    for path, statuses in seen.items():
        assert statuses[200], f"{path} was never answered: {statuses}"
        assert sum(statuses[status] for status in statuses if 400 <= status < 500), f"{path} refused nothing"


def _fuzz(served: Served, described: dict[str, Any]) -> dict[str, Counter[int]]:
    """Ask each address of the community that there is, and of others; how it was answered, by address."""
    schema = schemathesis.openapi.from_dict(described)
    headers = {"authorization": f"Bearer {served.key}"}
    there = {"guild": str(served.guild), "key": CATALOGUE[0].key, "id": "1"}
    seen: dict[str, Counter[int]] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        names = [one.name for one in operation.path_parameters]
        known = {name: there[name] for name in names}
        if "events" in operation.path and "id" in known:
            known["id"] = str(served.event)
        counted = seen[operation.path] = Counter()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for path in (known, {}) if known else ({},):
                _ask(operation, mode, path, served.address, headers, counted)
    return seen


def _ask(
    operation: Any, mode: Any, path: dict[str, str], address: str, headers: dict[str, str], seen: Counter[int]
) -> None:
    more = {"path_parameters": path} if path else {}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, **more))
    def ask(case: Any) -> None:
        answer = case.call(base_url=f"{address}/api/v1", headers=headers, timeout=30)
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()
