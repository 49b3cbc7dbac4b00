"""Tests of the pictures drawn from content."""
