"""A simulated community on PostgreSQL, and every door by which somebody asks for its numbers."""

import asyncio
import csv
import io
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import asyncpg
import attrs
import httpx

from adapters.dash_ui.pages.kpi.page import show
from adapters.dash_ui.place import Place
from adapters.discord.commands import CONTENTS
from adapters.http_api.gate.visitors import Visitors
from adapters.postgres.link import Database, DatabaseAddress
from application.use_cases import UseCases
from bootstrap.container import Container
from bootstrap.dashboard import dashboard_app, desk_of
from bootstrap.processes import Opened
from bootstrap.settings import load
from domain.community.log.keys import Keyring
from domain.insights.kpis.kpi import Audience
from domain.insights.kpis.publishing.closed import PublishingRules
from domain.kernel.actors import COMMAND_LINE
from tests.builders.activities import SECRET, StoppedClock
from tests.integration.answering.asking import answer_to
from tests.integration.hearing.gateway.overheard import UNHURRIED, overhearing
from tests.loopback import Channel, Discord, Member, loopback
from tests.unit.bootstrap.demo import BEGUN, NOON, guild_of, told
from tests.unit.dash_ui.reading import text
from tests.unit.house.repository import ROOT

GUILD: Final = guild_of(BEGUN)
MONDAY: Final = date(2026, 3, 2)
WEEK: Final = "2026-03-02..2026-03-08"
"""The last week that is over."""

VIEWS: Final[dict[Audience, str]] = {
    "leadership": "select * from community_os.leadership_kpis "
    "where grain = 'week' and by_what = '' and first_day = $1",
    "organisers": "select * from community_os.organiser_kpis "
    "where grain = 'week' and by_what = '' and first_day = $1",
    "engineering": "select * from community_os.engineering_kpis "
    "where grain = 'week' and by_what = '' and first_day = $1",
    "quality": "select * from community_os.quality_kpis "
    "where grain = 'week' and by_what = '' and first_day = $1",
}
HERE: Final = "http://127.0.0.1:8050"
MANAGE_MESSAGES: Final = 1 << 13


@attrs.frozen(kw_only=True)
class Mouths:
    """Each asks in its own way, and gives what was said of each KPI of the week by its key."""

    address: DatabaseAddress
    home: Path
    product: Opened
    web: httpx.AsyncClient
    discord: Discord
    general: Channel
    staff: Member

    async def api(self) -> dict[str, dict[str, Any]]:
        answer = await self.web.get(f"/api/v1/guilds/{GUILD}/kpis", params={"window": WEEK})
        assert answer.status_code == 200, answer.text
        return {one["key"]: one for one in answer.json()["kpis"]}

    async def one(self, key: str, **asked: str) -> dict[str, Any]:
        where = f"/api/v1/guilds/{GUILD}/kpis/{key}"
        answer = await self.web.get(where, params={"window": WEEK, **asked})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def receipt(self, key: str) -> dict[str, Any]:
        where = f"/api/v1/guilds/{GUILD}/kpis/{key}/receipt"
        answer = await self.web.get(where, params={"window": WEEK})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def file(self, page: str) -> dict[str, dict[str, str]]:
        """The row of the window in the file of a page."""
        answer = await self.web.get(f"{page}.csv", params={"guild": str(GUILD), "window": WEEK})
        assert answer.status_code == 200, answer.text
        rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        return {row["Key"]: row for row in rows if row["Line"] == "window"}

    async def page(self, key: str) -> str:
        """All that is written on the page of a KPI."""
        desk = desk_of(self.product, Visitors(SECRET), demo=False)
        place = Place.of(f"/kpi/{key}", f"?guild={GUILD}&window={WEEK}")
        return text((await show(desk, GUILD, place)).content)

    async def rows(self, audience: Audience) -> dict[str, Mapping[str, Any]]:
        """What whoever may only read the documented views reads in the one of an audience."""
        connection = await asyncpg.connect(self.address.url, timeout=30)
        try:
            await connection.execute("set role community_reader")
            await connection.execute("select set_config('app.guild_id', $1, false)", str(GUILD))
            return {row["kpi"]: row for row in await connection.fetch(VIEWS[audience], MONDAY)}
        finally:
            await connection.close(timeout=5)

    async def command_line(self, *arguments: str) -> dict[str, Any]:
        """A process of its own, as a person starts it."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bootstrap.main", *arguments),
            *("--guild", str(GUILD), "--window", WEEK, "--json"),
            cwd=ROOT,
            env={
                **os.environ,
                "COMMUNITY_OS_HOME": str(self.home),
                "COMMUNITY_OS_DATABASE_URL": self.address.url,
                "COMMUNITY_OS_SECRET": SECRET.decode(),
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == 0, err.decode()
        found: dict[str, Any] = json.loads(out)
        return found

    async def chat(self, key: str) -> str:
        """What staff are told in Discord, and only they see."""
        told = await answer_to(self.discord, self.general, self.staff, "kpi", number=key, window=WEEK)
        assert told.only_they_see_it
        return told.text


@asynccontextmanager
async def every_mouth(address: DatabaseAddress, home: Path) -> AsyncIterator[Mouths]:
    """All of them over one database, in which the simulated community was counted and published."""
    async with Database(address) as database, loopback() as discord:
        container = Container(
            storage="postgres",
            database=database,
            keys=Keyring(SECRET),
            cache_bytes=50_000_000,
            bookmarks_folder=home,
        )
        container.clock.override(StoppedClock(NOON))
        use_cases = container.use_cases()
        await filled(use_cases)
        inn = discord.guild("Amber Inn", id=GUILD)
        general, staff = discord.channel(inn), discord.member(inn, "mo")
        staff.roles.append(discord.role(inn, "crew", permissions=MANAGE_MESSAGES))
        product = Opened(use_cases=use_cases, secret=SECRET, ready=always_ready)
        key = await use_cases.create_key("a program", ("read:kpis", "read:members"), COMMAND_LINE)
        asked = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=dashboard_app(load({}), product)),
            base_url=HERE,
            headers={"authorization": f"Bearer {key.token}"},
        )
        answering = overhearing(discord, home, contents=CONTENTS, use_cases=use_cases, patience=UNHURRIED)
        async with asked as web, answering:
            await discord.connected()
            yield Mouths(
                address=address,
                home=home,
                product=product,
                web=web,
                discord=discord,
                general=general,
                staff=staff,
            )


async def always_ready() -> None:
    """Nothing is away."""


async def filled(use_cases: UseCases) -> None:
    """Four months of the demo's story with its calendar; then the numbers of the last weeks are published."""
    await told(use_cases, BEGUN)
    few = PublishingRules(days=7, weeks=2, months=1)
    await attrs.evolve(use_cases.publish_readings, rules=few)(GUILD)
