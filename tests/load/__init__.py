"""`make load`: the site under gunicorn on PostgreSQL, asked by readers and staff at once."""
