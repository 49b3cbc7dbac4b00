"""Judges the finished pages as strangers' tools see them: `make audit`."""
