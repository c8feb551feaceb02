"""Which people of the demo are known on the community's website and on Steam, too."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from application.community.identity.linking import Wanted
from domain.community.log.activity import Person

_FIRST_ON_STEAM: Final = 76_561_197_960_265_728
_ON_THE_WEBSITE, _ON_STEAM = (0, 1), 1


def accounts(people: Iterable[Person]) -> Iterator[Wanted]:
    """Two of three proved their account on the website, one of seven theirs on Steam; bots have neither."""
    for number, person in enumerate(people):
        if person.bot:
            continue
        if number % 3 in _ON_THE_WEBSITE:
            yield Wanted(person.id, "supabase", str(uuid5(NAMESPACE_URL, f"demo/{person.id}")), "demo")
        if number % 7 == _ON_STEAM:
            yield Wanted(person.id, "steam", str(_FIRST_ON_STEAM + number), "demo")
