"""Tests of the rules that hold between files: each is broken once, and says so in exact words."""
