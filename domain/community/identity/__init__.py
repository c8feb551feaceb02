"""Who is who across worlds: accounts, the links between them, and what proves a link."""
