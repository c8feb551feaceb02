"""/event: planned, changed, begun, ended, looked at and answered in Discord."""
