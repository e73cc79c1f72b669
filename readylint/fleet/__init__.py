"""Many repositories: scanned by Dask, kept as one JSON report each, asked through tables."""
