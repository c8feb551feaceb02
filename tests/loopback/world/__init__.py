"""The communities of the loopback Discord: what is there, who may see it, and what truly happened."""
