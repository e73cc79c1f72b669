"""Items of the category operations."""
