"""Screens for staff: they show, ask, and call one verb of `governance.services`."""
