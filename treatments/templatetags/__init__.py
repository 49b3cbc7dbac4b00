"""What templates may say about the clinic's content."""
