"""Items of the category api."""
