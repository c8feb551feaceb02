"""What Discord still tells of the past by REST."""
