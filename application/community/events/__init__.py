"""Events: planned, changed, begun, ended, cancelled and answered by whoever may, recorded as it happens."""
