"""Commands of the building: what the Makefile and an operator call."""
