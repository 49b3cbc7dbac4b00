"""What is too old is erased, whole and alone."""
