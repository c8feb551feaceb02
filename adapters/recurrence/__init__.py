"""Rules by which things repeat, as RFC 5545 writes them, read by python-dateutil."""
