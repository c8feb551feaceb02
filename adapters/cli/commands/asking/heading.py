"""What every answer in JSON begins with: of which community, of which window, as of when."""

from typing import TYPE_CHECKING, Any, Protocol

from adapters.cli.output import moment

if TYPE_CHECKING:
    from domain.kernel.windows import AsOf, Window


class Answer(Protocol):
    """Anything that was asked of one community and window."""

    @property
    def guild(self) -> int:
        """The community's id."""
        ...

    @property
    def guild_name(self) -> str:
        """What it is called."""
        ...

    @property
    def window(self) -> "Window":
        """The days asked for."""
        ...

    @property
    def as_of(self) -> "AsOf":
        """The moment asked for."""
        ...

    @property
    def time_zone(self) -> str:
        """The zone of these days."""
        ...


def heading(found: Answer) -> dict[str, Any]:
    """The same words for every command."""
    return {
        "guild": {"id": str(found.guild), "name": found.guild_name},
        "window": {
            "text": found.window.label,
            "first": found.window.first.isoformat(),
            "last": found.window.last.isoformat(),
            "open": found.window.open,
            "time_zone": found.time_zone,
        },
        "as_of": moment(found.as_of.instant),
    }
