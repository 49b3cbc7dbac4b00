"""Figures of this machine: how fast pages are handed out and content files are read. `make bench` prints them."""
