"""Recalling a claim everywhere: look for it, read every page that makes it, act once."""
