"""Slash commands, buttons and forms: what members ask of the bot in Discord.

How to add a command:

1. In a package of its topic (`commands/<topic>/`), write the body. It is given an `Asked` (who asks, proved
   by Discord; the guild; the use cases) and the options, awaits one use case, and returns a `Reply` that a
   pure function of its own has made of the result:

       @app_commands.command(name="leaderboard", description="Who gives most here")
       @app_commands.describe(window="Of which time")
       @app_commands.choices(window=WINDOWS)
       @answers
       async def leaderboard(asked: Asked, window: str = "30d") -> Reply:
           return board(await asked.use_cases.show_top(asked.guild, window))

   Subcommands: `event = app_commands.Group(name="event", description=...)`, then `@event.command(...)`.
   No `from __future__ import annotations` there: the library reads the annotations of the options.
2. Add it to `contents.py`. Discord is told of it by itself, since the digest of all definitions has changed.
3. Staff: `@app_commands.default_permissions(manage_messages=True)` hides it from others in Discord, and
   `await asked.must("change_settings")`, or the use case itself with `asked.actor`, is what decides.
4. Errors are raised (domain/kernel/errors), and told by the frame: never catch them in a body.
5. Names and other words of people only through `plain(...)`; limits, mentions and who sees it are the
   frame's.

Buttons that outlive a restart: a `discord.ui.DynamicItem` with a template, whose callback is
`await serve(interaction, body)`; `in_place=True` changes the message that it is on, where nobody else sees
that. Add it to `contents.py`.
Forms: a `Form` with a template; open it by `await open_form(interaction, form)`, as the first answer, from a
plain `app_commands` callback or a button; what was filled in arrives in its `filled`. Suggestions:
`@leaderboard.autocomplete("window")` above `@suggests`, on what finds (shown, value) pairs.
"""

from adapters.discord.commands.contents import CONTENTS
from adapters.discord.commands.frame.desk import Desk, Patience

__all__ = ["CONTENTS", "Desk", "Patience"]
