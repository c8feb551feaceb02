"""What people do on a day: they come, write, answer, react, talk and go."""
