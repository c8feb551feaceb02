"""How figures are said, kept and shown."""
