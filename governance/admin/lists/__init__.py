"""The lists of documents: what they find, how they are narrowed, and what a row shows."""
