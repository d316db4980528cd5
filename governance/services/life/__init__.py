"""A page's past, read from what was frozen: what the public saw at a moment, and who stood for it. Only read."""
