"""Reports for compliance: a question each, answered by a few queries whatever the size, as frozen values."""
