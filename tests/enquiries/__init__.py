"""Tests of the room that receives and keeps enquiries."""
