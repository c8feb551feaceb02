"""The loopback Discord under the real discord.py client: what tests lean on must itself stand."""
