"""What the bot itself makes and changes: scheduled events and messages, told to every connection."""
