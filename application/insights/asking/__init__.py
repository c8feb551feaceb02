"""What every question of a guild begins with."""

from application.insights.asking.question import Asked, ask

__all__ = ["Asked", "ask"]
