"""The journal of a process that is killed, and a database that comes and goes."""
