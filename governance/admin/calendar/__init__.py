"""The review calendar: a month at a glance, the physicians' load ahead, and the site's rules."""
