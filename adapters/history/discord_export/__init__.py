"""What DiscordChatExporter wrote: one JSON file for each channel, read without ever holding it."""
