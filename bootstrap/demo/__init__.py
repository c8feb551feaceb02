"""The demo: a made-up community in a store of its own, told up to the present."""
