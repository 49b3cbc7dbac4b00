"""The mail of each day."""
