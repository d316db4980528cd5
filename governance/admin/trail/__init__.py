"""The audit trail on the screen: searched, paged, kept as a search, taken away as a file."""
