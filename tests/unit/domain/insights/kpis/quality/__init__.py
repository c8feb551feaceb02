"""How far the other numbers can be believed."""
