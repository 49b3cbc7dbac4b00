"""Pictures drawn from content: here the geometry, in templates/components the marks, and the same said in words."""
