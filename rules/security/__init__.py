"""Items of the category security."""
