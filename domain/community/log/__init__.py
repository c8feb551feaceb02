"""One activity: what is let in, the key that counts it once, the line of the log, and what is parked."""
