"""Tests of the room that turns content files into pages."""
