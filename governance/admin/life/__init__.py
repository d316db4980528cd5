"""The compliance desk's view of the past: a page's whole life, and what the public saw at a moment."""
