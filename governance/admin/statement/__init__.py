"""The desk of the position statement: read it, change it, see what it does, approve it."""
