"""Items of the category deploy."""
