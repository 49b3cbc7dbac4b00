"""The numbers that an owner reads."""
