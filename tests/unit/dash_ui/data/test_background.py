"""Whoever has no command line sees whether a worker is there, what it did, and what failed and why."""

from datetime import timedelta
from typing import Any

import pytest

from adapters.dash_ui.acts import Asked
from adapters.dash_ui.pages.data.background import background
from adapters.dash_ui.pages.data.page import DATA
from domain.kernel.actors import Actor
from domain.kernel.errors import NotFound
from domain.operations.jobs import Worker
from domain.operations.jobs.background import Background
from tests.builders.readings.bot import NOW, WORKER, a_background, a_job
from tests.unit.dash_ui.desks import a_desk
from tests.unit.dash_ui.reading import text


def said(read: Background | None) -> str:
    return text(background(read, "UTC"))


def test_a_worker_that_has_done_everything_says_when_and_when_next() -> None:
    words = said(a_background(backup_at=NOW - timedelta(hours=3)))
    assert "Everything is done" in words
    for told in ("Last published", "Published next", "Last backup"):
        assert told in words
    assert "Try again" not in words


def test_where_nobody_works_it_says_what_that_means_and_what_to_do() -> None:
    for workers in ((), (silent(),)):
        words = said(a_background(workers=workers, published_at=None))
        assert "Nobody works in the background" in words
        assert "nothing is published and nothing is backed up" in words
        assert "community-os up" in words
        assert ("A worker was last there" in words) == bool(workers)
        assert "Published next" not in words


def test_what_failed_is_told_with_its_reason_and_can_be_tried_again() -> None:
    words = said(a_background(jobs=(a_job(), a_job(id=4712, guild=None, kind="backup", problem=""))))
    assert "2 things could not be done" in words
    assert "The community is not there: bring it back." in words
    assert "No reason is known." in words
    assert words.count("Try again") == 2


def test_of_many_that_failed_the_first_are_shown_and_the_others_counted() -> None:
    words = said(a_background(jobs=tuple(a_job(id=number) for number in range(1, 9))))
    assert words.count("Try again") == 5
    assert "And 3 more." in words


def test_what_is_under_way_says_how_far_it_is() -> None:
    running = a_job(state="running", done=3, total=10, problem="")
    words = said(a_background(jobs=(running, a_job(id=2, state="waiting", kind="backup"))))
    assert "Publish the KPIs of closed days, weeks and months: 30" in words
    assert "Make a backup: waits for its turn" in words
    assert "Something is being done" in words and "Everything is done" not in words


def test_in_memory_nothing_is_promised() -> None:
    assert "nothing is published or backed up" in said(None)


def test_a_worker_that_says_again_that_it_is_there_is_no_news_to_the_page() -> None:
    later = NOW + timedelta(seconds=10)
    before, after = a_background(), a_background(now=later, workers=(worker(told_at=later),))
    assert repr(before) == repr(after) and before.works == after.works


async def test_what_was_done_meanwhile_cannot_be_tried_again() -> None:
    staff = Actor(kind="staff", name="Livia", assurance="declared", guild=7)
    (act,) = DATA.acts
    with pytest.raises(NotFound):
        await act.run(a_desk(), Asked(guild=7, given={"job": "4711"}, actor=staff))


def silent() -> Worker:
    return worker(told_at=NOW - timedelta(hours=2))


def worker(**wishes: Any) -> Worker:
    return Worker(**({"holder": WORKER, "since": NOW - timedelta(days=1), "told_at": NOW} | wishes))
