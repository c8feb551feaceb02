"""Questions about how the bot is used."""
