"""What the bot needs of Discord: switches and permissions, the invitation, and a look at what it has."""
