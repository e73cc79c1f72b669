"""Continuous integration: one frozen model, one reader for each provider."""
