"""Questions about a guild, answered from sheets by the rules of the domain."""
