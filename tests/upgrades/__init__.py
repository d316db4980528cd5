"""Databases of earlier releases, and the test that they become today's."""
