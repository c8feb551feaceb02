"""What commands were used for: who ran which, and how runs ended."""

from collections.abc import Mapping

import attrs

from domain.insights.sheet import COMMAND_DAY, RUN_DAY, DayTable


@attrs.frozen(kw_only=True, eq=False)
class Usage:
    """`commands` is a COMMAND_DAY and `runs` a RUN_DAY, both of all commands; `words` are what the numbers of
    commands and of types of errors stand for.
    """

    commands: DayTable = attrs.field(factory=lambda: DayTable.empty(COMMAND_DAY))
    runs: DayTable = attrs.field(factory=lambda: DayTable.empty(RUN_DAY))
    words: Mapping[int, str] = attrs.field(factory=dict)

    def called(self, command: int) -> str:
        """The name of a command, else its number in digits."""
        return self.words.get(command, str(command))


def slash(name: str) -> str:
    """A command as people type it: `event.rsvp` is /event rsvp."""
    return f"/{name.replace('.', ' ')}"
