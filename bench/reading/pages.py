"""Every page of the dashboard as its visitors get it: read and drawn, without a browser."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from adapters.dash_ui.arrival import arrive
from adapters.dash_ui.desk import Desk
from adapters.dash_ui.pages import PAGES, page_at
from adapters.dash_ui.place import Place
from adapters.http_api.gate.visitors import Visitors
from bench.made.world import GUILD, LAST_DAY
from bench.scene import Scene
from bootstrap.container import Container
from bootstrap.dashboard import desk_of
from bootstrap.processes import Opened
from domain.community.log.keys import Keyring

_MEMBER: Final = "/members/7"
_SECRET: Final = b"bench" * 8
_CACHE: Final = 96 * 1024 * 1024


def paths() -> Iterator[tuple[str, str]]:
    """The title and path of every page; one member stands for all."""
    yield from ((page.title, page.path) for page in PAGES)
    if page_at(_MEMBER) is not None:
        yield "Member", _MEMBER


@contextmanager
def desk(scene: Scene) -> Iterator[Desk]:
    """The desk of a web process that has just begun: nothing is cached."""
    container = Container(
        storage="postgres", keys=Keyring(_SECRET), cache_bytes=_CACHE, bookmarks_folder=scene.home
    )
    with container.database.override(scene.database):
        product = Opened(use_cases=container.use_cases(), secret=_SECRET, ready=_at_once)
        yield desk_of(product, Visitors(_SECRET), demo=False)


async def _at_once() -> None:
    """The store answers: it was just filled."""


async def visit(asked: Desk, path: str, window: str = "30d") -> float:
    """Milliseconds of one visit, as of the end of the guild's last day."""
    place = Place.of(path, f"?guild={GUILD}&window={window}&as-of={LAST_DAY}")
    started = time.perf_counter()
    arrival = await arrive(asked, place)
    assert arrival.heading is not None, f"{path} shows no page: {arrival.title}"
    return (time.perf_counter() - started) * 1000
