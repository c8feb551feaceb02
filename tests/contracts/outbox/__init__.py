"""What a store promises of the outbox."""
