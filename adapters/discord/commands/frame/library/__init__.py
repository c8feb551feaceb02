"""How discord.py meets the desk: its tree of commands, what it parses, what Discord is told of them."""
