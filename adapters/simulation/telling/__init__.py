"""How a world is told: as lines for the front door, and as the truth beside them."""
