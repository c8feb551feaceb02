"""The contents page: every command, every button that outlives a restart, every form."""

from typing import Final

from adapters.discord.commands.frame import Contents
from adapters.discord.commands.members.leaderboard import leaderboard

CONTENTS: Final = Contents(
    commands=(leaderboard,),
    buttons=(),
    forms=(),
)
