"""The second look: draw a sample of signatures, read each page again, say what was found."""
