"""Events reach Discord: listed there, announced, reminded of, begun and ended."""
