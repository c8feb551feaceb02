"""What the keeper does: makes the cluster, runs the server, stops it when nobody needs it."""
