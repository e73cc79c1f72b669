"""Readers of manifests, one module per family of languages: a file becomes the Manifest it is."""
