"""Text to claims to findings. Pure Python: no Django, no clock, no settings."""
