"""Items of the category docs."""
