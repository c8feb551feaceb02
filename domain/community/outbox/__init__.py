"""What the bot is to tell Discord of events, what it has told, and how telling goes."""
