"""Files of the past: exports of DiscordChatExporter, and newline-delimited JSON."""
