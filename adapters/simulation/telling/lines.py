"""Happenings as lines of docs/ACTIVITIES.md, put together by hand: a world has millions of them."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Final

from adapters.simulation.telling.activities import WORDS, natural_id
from adapters.simulation.telling.roster import Roster
from adapters.simulation.world.happening import DAY, Happening
from adapters.simulation.world.places import FIRST_CHANNEL
from domain.community.log.activity import COMMAND_RUN, MESSAGE, REACTION
from domain.kernel.instants import day_of_number

_THOUSANDTHS: Final = tuple(f".{ms:03}Z" for ms in range(1000))


class Lines:
    """Writes the lines of one world; each ends in a line feed."""

    def __init__(self, guild: int, roster: Roster) -> None:
        self._roster = roster
        self._start = f'{{"guild":"{guild}","kind":"'
        self._people = [_person(each.id, each.name or "", each.bot) for each in roster.people]

    def of(self, happenings: Iterable[Happening]) -> list[str]:
        """One line for each, in the order given."""
        return [self._line(told) for told in happenings]

    def _line(self, told: Happening) -> str:
        head = f'{self._start}{told.kind}","id":"{natural_id(told, self._roster)}","at":"{instant(told.ms)}"'
        if told.person >= 0:
            head += f',"person":{self._people[told.person]}'
        if told.channel >= 0:
            head += f',"channel":"{FIRST_CHANNEL + told.channel}"'
        if told.kind == MESSAGE:
            answers = told.toward >= 0
            toward = f',"toward":{self._people[told.toward]}' if answers else ""
            return (
                f'{head},"subject":"{told.subject}"{toward},"details":{{"type":{19 if answers else 0},'
                f'"length":{told.length},"attachments":{told.attachments},"mentions":{told.mentions}}}}}\n'
            )
        if told.kind == REACTION:
            return (
                f'{head},"subject":"{told.subject}","toward":{self._people[told.toward]},'
                f'"details":{{"emoji":"{told.word}"}}}}\n'
            )
        if told.kind == COMMAND_RUN:
            error = f',"error":"{told.error}"' if told.error else ""
            return (
                f'{head},"details":{{"command":"{told.word}","outcome":"{told.outcome}",'
                f'"latency_ms":{told.length}{error}}}}}\n'
            )
        if told.subject >= 0:
            return f'{head},"subject":"{told.subject}"}}\n'
        return f'{head},"details":{{"{WORDS[told.kind]}":"{told.word}"}}}}\n' if told.word else f"{head}}}\n"


def instant(ms: int) -> str:
    """Milliseconds since 1970 as RFC 3339 in UTC."""
    day, rest = divmod(ms, DAY)
    seconds, thousandths = divmod(rest, 1000)
    return _date(day) + _times()[seconds] + _THOUSANDTHS[thousandths]


@cache
def _date(day: int) -> str:
    return f"{day_of_number(day).isoformat()}T"


@cache
def _times() -> tuple[str, ...]:
    return tuple(
        f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" for second in range(DAY // 1000)
    )


def _person(identity: str, name: str, bot: bool) -> str:
    kind = ',"bot":true' if bot else ""
    return f'{{"id":"{identity}","name":{json.dumps(name)}{kind}}}'
