"""Memberships and roles of a guild, read slowly from the definitions, one person at a time."""

from collections import defaultdict
from typing import Any

from domain.community.invites import invite_number
from domain.community.log.activity import Activity
from domain.community.log.keys import Keyring
from tests.contracts.strategies import label


def memberships(winners: list[Activity], keys: Keyring) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """From each join to the next leave; a leave alone says only when it ended."""
    spans: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for who, marks in marks_of(winners, "member", keys).items():
        found, start = [], None
        for mark in marks:
            if mark.kind == "member_joined":
                start = start or mark
            else:
                begin = (start.occurred_at, start.inferred) if start else (None, True)
                found.append((begin[0], mark.occurred_at, begin[1], mark.inferred, _invite(start)))
                start = None
        if start:
            found.append((start.occurred_at, None, start.inferred, False, _invite(start)))
        spans[who, "membership"] = found
    return spans


def _invite(join: Activity | None) -> int | None:
    code = join.details.get("invite") if join else None
    return invite_number(str(code)) if code else None


def roles(winners: list[Activity], keys: Keyring) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    """Role by role: given until taken or gone; taken alone tells of the end, where nothing else was told."""
    spans: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    ends = ("role_taken", "member_left", "role_given")
    people: dict[str, list[Activity]] = defaultdict(list)
    for one in winners:
        if one.kind in ends and one.person and not one.person.bot:
            people[label(one.person)].append(one)
    for who, mine in people.items():
        mine.sort(key=lambda one: (one.occurred_at, ends.index(one.kind), keys.key(one)))
        held: list[tuple[Any, ...]] = []
        for role in {str(one.details["role"]) for one in mine if "role" in one.details}:
            start: Activity | None = None
            for place, one in enumerate(mine):
                if one.kind == "role_given" and one.details["role"] == role:
                    start = start or one
                elif one.kind == "member_left" or one.details["role"] == role:
                    first = not any(
                        each.kind == "member_left" or each.details["role"] == role for each in mine[:place]
                    )
                    if start or (first and one.kind == "role_taken"):
                        begin = (start.occurred_at, start.inferred) if start else (None, True)
                        held.append((begin[0], one.occurred_at, begin[1], one.inferred, int(role)))
                    start = None
            if start:
                held.append((start.occurred_at, None, start.inferred, False, int(role)))
        if held:
            spans[who, "role"] = in_order("role", held)
    return spans


def in_order(family: str, spans: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Roles are held at once, so that only those of one role have an order."""
    return sorted(spans, key=lambda span: span[4]) if family == "role" else spans


def marks_of(winners: list[Activity], family: str, keys: Keyring) -> dict[str, list[Activity]]:
    marks: dict[str, list[Activity]] = defaultdict(list)
    for one in winners:
        if one.kind.startswith(f"{family}_") and one.person and not one.person.bot:
            marks[label(one.person)].append(one)
    for found in marks.values():
        found.sort(key=lambda one: (one.occurred_at, one.kind.endswith("_joined"), keys.key(one)))
    return marks
