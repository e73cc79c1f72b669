"""Items of the category observability."""
