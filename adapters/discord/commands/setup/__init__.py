"""/setup: the settings of a guild, shown, previewed, changed and undone in Discord."""
