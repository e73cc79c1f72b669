"""Items of the category performance."""
