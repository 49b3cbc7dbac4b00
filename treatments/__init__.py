"""Content files become pages: what the clinic offers, in words a patient can check."""
