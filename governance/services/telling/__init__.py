"""Telling other machines of what was published and taken down."""
