"""The whole bot: what truly happened on Discord is what is in the log, once, whatever went wrong."""
