"""How Discord writes each thing as JSON: ids are strings, instants are ISO 8601."""
