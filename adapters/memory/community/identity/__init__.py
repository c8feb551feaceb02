"""Who is who in memory."""
