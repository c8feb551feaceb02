"""Values for tests, made with defaults."""
