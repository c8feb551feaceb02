"""The API, asked behind the whole edge."""
