"""The command line: parses, asks, prints. Everything heavy is imported by the command that needs it."""
