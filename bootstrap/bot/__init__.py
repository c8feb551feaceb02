"""The bot as a process: ears, a journal that survives, and a drain into the store whenever that is there."""

from bootstrap.bot.running import run_bot

__all__ = ["run_bot"]
