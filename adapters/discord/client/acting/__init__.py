"""What the client does beside listening: it asks for members and invites, and answers whoever uses it."""
