"""Facts: typed answers to "what is in there". One module per subject; each reads, none judges."""
