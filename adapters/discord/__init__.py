"""Discord: what its gateway tells, its history by REST, and the client that listens."""
