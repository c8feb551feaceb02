"""Planning an event, and changing what is planned: the form, and what it asks."""
