"""What the client does beside listening: it asks for members and invites."""
