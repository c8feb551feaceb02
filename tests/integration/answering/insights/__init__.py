"""What is asked about members and about the community as a whole."""
