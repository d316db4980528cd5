"""The evidence pack: all that proves a page, or a period, in one zip that Python alone can verify."""
