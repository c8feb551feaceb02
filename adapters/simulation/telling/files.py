"""A world on file: activities.ndjson and truth.json, whole or not there."""

import errno
import hashlib
import json
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import attrs

from adapters.simulation.telling.course import in_order
from adapters.simulation.telling.lines import Lines
from adapters.simulation.telling.roster import roster
from adapters.simulation.telling.truth import Truth
from adapters.simulation.world.plan import Plan
from adapters.simulation.world.world import World
from domain.kernel.errors import Conflict, Unavailable

ACTIVITIES: Final = "activities.ndjson"
TRUTH: Final = "truth.json"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@attrs.frozen(kw_only=True)
class Written:
    """What was written."""

    guild: int
    activities: Path
    truth: Path
    lines: int
    fingerprint: str


def write_world(plan: Plan, folder: Path) -> Generator[tuple[int, int] | Written, None, None]:
    """Write the world of that plan into the folder; gives (days done, of all), and what it wrote at last.

    Both files are written beside their names and renamed when they are whole, the truth last; it knows
    the activities by their fingerprint. Given up in the middle, nothing is left. Raises Conflict for a
    folder that cannot be written to, Unavailable when there is no room.
    """
    with _told(folder), _drafts(folder) as (activities, truth):
        world = World(plan)
        members = roster(world)
        lines, telling = Lines(world.guild, members), Truth(world, members)
        digest, count = hashlib.sha256(), 0
        with activities.open("wb") as file:
            for done, part in enumerate(in_order(world, telling.saw)):
                text = "".join(lines.of(part)).encode()
                digest.update(text)
                file.write(text)
                count += len(part)
                yield done, plan.days
            _settle(file)
        document = telling.document()
        document["activities"] = {"file": ACTIVITIES, "lines": count, "sha256": digest.hexdigest()}
        with truth.open("w", encoding="utf-8", newline="\n") as text_file:
            # As one text it would need more memory than all the days before.
            json.dump(document, text_file, indent=1, ensure_ascii=False)
            text_file.write("\n")
            _settle(text_file)
        activities.replace(folder / ACTIVITIES)
        truth.replace(folder / TRUTH)
    yield Written(
        guild=world.guild,
        activities=folder / ACTIVITIES,
        truth=folder / TRUTH,
        lines=count,
        fingerprint=digest.hexdigest(),
    )


def _settle(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _drafts(folder: Path) -> Iterator[tuple[Path, Path]]:
    folder.mkdir(parents=True, exist_ok=True)
    for left in _left_behind(folder):
        left.unlink(missing_ok=True)
    drafts = folder / f".{ACTIVITIES}.{os.getpid()}", folder / f".{TRUTH}.{os.getpid()}"
    try:
        yield drafts
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _left_behind(folder: Path) -> list[Path]:
    """Drafts of processes that are no more: one that was killed could not take its own away."""
    drafts = [draft for name in (ACTIVITIES, TRUTH) for draft in folder.glob(f".{name}.*")]
    return [draft for draft in drafts if draft.suffix[1:].isdecimal() and not _lives(int(draft.suffix[1:]))]


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Unavailable(
                f"there is no room left for the simulation in {folder}: nothing of it was kept; "
                "choose another folder, or fewer members or days"
            ) from None
        raise Conflict(
            f"the simulation cannot be written to {folder} ({error.strerror}): choose another folder"
        ) from None
