"""The HTTP side: the routes that the bot uses, under Discord's rules of who may ask how often."""
