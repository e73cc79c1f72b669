"""The readiness of a repository over its releases or its months."""
