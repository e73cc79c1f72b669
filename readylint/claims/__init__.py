"""Claims: what a hand-written checklist or status table says of a repository, held against the verdicts on it.

Markdown → claims (document, table, status) → the items they speak of (matching) → the comparison with a report (comparison).
"""
