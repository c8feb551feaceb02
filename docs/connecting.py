"""The guide docs/DISCORD_SETUP.md: its table of needs and its invitation, from the program's own table."""

from pathlib import Path
from typing import Final

from adapters.discord.setup.invitation import invite_url
from adapters.discord.setup.needs import NEEDS, Need, named, permissions
from docs.renewing import renewed

GUIDE: Final = Path(__file__).resolve().parent / "DISCORD_SETUP.md"
_PLACE: Final = "YOUR_APPLICATION_ID"


def setup_guide() -> str:
    """The guide as it is written, with what comes from the program renewed."""
    return renewed(GUIDE, {"needs": _needs(), "invitation": _invitation()})


def _needs() -> str:
    rows = [f"| {need.feature} | {_what(need)} | {need.lost} |" for need in NEEDS]
    return "\n".join(
        ("| what you see | what the bot needs for it | without it |", "| --- | --- | --- |", *rows)
    )


def _what(need: Need) -> str:
    wanted = [f"switch **{need.switch.name}**"] if need.switch else []
    wanted += [f"permission **{name}**" for name in named(need.permissions)]
    if need.intents:
        wanted.append(f"intent {', '.join(need.intents)} (no switch)")
    wish = [f"*only when wished: `--with {need.key}`*"] if need.optional else []
    return "; ".join(wanted + wish)


def _invitation() -> str:
    names = ", ".join(named(permissions()))
    address = invite_url(0).replace("client_id=0", f"client_id={_PLACE}")
    return (
        f"```\n{address}\n```\n\nIt asks for: {names}.\n"
        "With Create Events the bot lists your events in Discord; it writes into the announcement channel\n"
        "that you choose, and answers whoever asks it. All else only reads."
    )
