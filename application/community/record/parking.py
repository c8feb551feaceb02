"""Parking what cannot be kept: a record that names somebody who was erased is parked without it."""

import asyncio
import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

import attrs

from application.community.ports import GuildWork
from domain.community.identity.accounts import DISCORD
from domain.community.log.keys import Keyring
from domain.community.log.letters import Letter, texts

_TURN: Final = 50
_LONGEST: Final = 100
_MOST: Final = 200
"""Texts of a record that are looked at: one that is broken has few, and a hostile one is not to cost much."""

_WORLD: Final = re.compile(r"[a-z][a-z0-9_-]{0,30}")
_WORLDS: Final = 4


async def park(work: GuildWork, letters: Sequence[Letter], keys: Keyring) -> None:
    """Keep letters; of one that names an erased person only that there was one, and why."""
    named: list[frozenset[bytes]] = []
    for number, letter in enumerate(letters):
        if number % _TURN == 0:
            await asyncio.sleep(0)
        named.append(_people(letter, keys))
    known = await work.links.known(frozenset().union(*named))
    members = await work.members.of(set(known.values()))
    gone = {person for person, number in known.items() if members[number].erased}
    await work.letters.park(
        [
            attrs.evolve(letter, record=None, detail="") if people & gone else letter
            for letter, people in zip(letters, named, strict=True)
        ]
    )


def _people(letter: Letter, keys: Keyring) -> frozenset[bytes]:
    """The hashes of whomever any value of the record may be."""
    found = [text for text in islice(texts(letter.record), _MOST) if 0 < len(text) <= _LONGEST]
    worlds = [DISCORD, *islice((text for text in found if _WORLD.fullmatch(text)), _WORLDS)]
    return frozenset(keys.person(world, text) for world in worlds for text in found)
