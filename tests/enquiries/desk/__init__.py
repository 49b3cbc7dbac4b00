"""Tests of what reception's screens show and do."""
