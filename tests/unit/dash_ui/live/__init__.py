"""The live feed without its sockets."""
