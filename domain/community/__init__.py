"""Members, the activities that they cause, and what is folded from them."""
