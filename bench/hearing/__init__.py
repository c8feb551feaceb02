"""How fast the bot hears, and what it holds in memory, against a loopback Discord in a process of its own."""
