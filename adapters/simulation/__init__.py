"""Made-up communities that speak through the same front door as real ones."""
