"""The bot against a loopback Discord, over real sockets."""
