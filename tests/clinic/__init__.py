"""Tests of the building: settings, health, headers and what starts the site."""
