"""Events: what people plan, what becomes of it, who says they come, who came, and how it repeats."""
