"""The embedded PostgreSQL: nothing to install, one server for all commands of one home folder.

Commands use `embedded.embedded_server`. Nothing is imported here: the keeper is a small process that lives
long, and loads only what it needs.
"""
