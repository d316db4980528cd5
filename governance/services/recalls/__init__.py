"""Recalling a claim everywhere: which pages make it, and what is done with all of them in one act."""
