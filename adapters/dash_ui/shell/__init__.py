"""The frame around every page: navigation, which community, which time, and who is looking."""
