"""The format itself: from bytes to messages, whatever the bytes are."""
