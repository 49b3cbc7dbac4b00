"""Commands of the room that keeps enquiries."""
