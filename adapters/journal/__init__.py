"""A journal on the disk of this machine: what arrived survives a crash and an absent database."""
