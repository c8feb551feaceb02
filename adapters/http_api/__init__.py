"""The web edge: who may reach the dashboard under which name, health, and the server itself."""
