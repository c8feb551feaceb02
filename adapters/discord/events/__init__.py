"""Events as Discord shows them: in its own list, and in the messages that announce and remind."""
