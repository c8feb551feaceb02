"""What befalls the community: events, campaigns, a wave of goodbyes, a raid, an outage."""
