"""How the installation is kept: what is stored where, for how long, and who it concerns."""
