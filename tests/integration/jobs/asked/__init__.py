"""What is published because somebody asked, and not because its hour has come."""
