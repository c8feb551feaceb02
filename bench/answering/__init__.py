"""How soon whoever uses a command is answered."""
