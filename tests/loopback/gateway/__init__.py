"""The websocket side: sessions that survive their sockets, intents, shards and compression."""
