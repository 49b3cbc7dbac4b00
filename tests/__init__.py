"""Tests: each folder mirrors the source, and journeys go through a real browser."""
