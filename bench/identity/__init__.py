"""Who is who: linked, and forgotten."""
