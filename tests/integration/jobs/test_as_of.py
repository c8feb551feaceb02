"""A closed period knows nothing of what came after it: its rows are what its own last day would have read."""

from datetime import timedelta
from pathlib import Path

import attrs

from adapters.simulation.telling.files import ACTIVITIES, write_world
from bootstrap.container import Container
from domain.community.coverage import FAMILIES, CoverageSpan
from domain.community.log.keys import Keyring
from domain.insights.kpis.catalogue import CATALOGUE
from domain.insights.kpis.periods import period_of
from domain.insights.kpis.publishing.rows import rows_of
from domain.insights.kpis.reading import read
from tests.builders.activities import SECRET
from tests.builders.worlds import a_plan


async def test_every_kpi_of_a_closed_week_reads_the_same_then_and_now(tmp_path: Path) -> None:
    for _ in write_world(a_plan(members=90, days=75), tmp_path):
        pass
    container = Container(
        storage="memory", keys=Keyring(SECRET), cache_bytes=10_000_000, bookmarks_folder=tmp_path
    )
    use_cases = container.use_cases()
    await use_cases.ingest_lines(str(tmp_path / ACTIVITIES))
    (guild,) = await use_cases.store.guilds()
    async with use_cases.store.writing(guild) as work:
        last = (await work.guild.profile()).last_activity
        span = CoverageSpan(family="messages", start=last - timedelta(days=90), end=last, source="gateway")
        await work.listening.add([attrs.evolve(span, family=family) for family in FAMILIES])
    gather = container.gather_kpis()
    now = await gather(guild, CATALOGUE, "all")
    week = period_of(now.asked.as_of.last_day - timedelta(days=21), "week")
    then = await gather(guild, CATALOGUE, "all", week.last.isoformat())
    assert then.facts.as_of.instant < now.facts.as_of.instant
    weekly = [kpi for kpi in CATALOGUE if "week" in kpi.grains]
    later = [row for kpi in weekly for row in rows_of(read(kpi, now.facts, week), "week")]
    earlier = [row for kpi in weekly for row in rows_of(read(kpi, then.facts, week), "week")]
    assert later == earlier
    assert sum(row.numerator is not None for row in later) > len(later) / 2
