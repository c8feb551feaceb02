"""What members ask in Discord is answered: the whole bot against a loopback Discord."""
