"""Items of the category tests."""
