"""The checklist: one item, one file; the folder is its category."""
