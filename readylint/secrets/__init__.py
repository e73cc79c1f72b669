"""Secrets: detect-secrets behind one door, made fast by a prefilter and right by triage."""
