"""The live feed over real sockets, in front of a whole house in memory."""
