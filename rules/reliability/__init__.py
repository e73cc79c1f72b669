"""Items of the category reliability."""
