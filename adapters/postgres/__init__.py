"""PostgreSQL: the embedded server, the link to any server, the migrations and the stores."""
