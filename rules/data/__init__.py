"""Items of the category data."""
