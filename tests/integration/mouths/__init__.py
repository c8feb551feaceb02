"""Every door that tells a number: the page, the API, the command line, the database, Discord."""
