"""How the bot is used."""
