"""The installation itself: who may ask it."""
