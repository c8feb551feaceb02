"""Who was erased is nowhere any more, and does not come back."""
