"""What stores promise of who is who across worlds."""
