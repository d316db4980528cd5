"""The rules that the database itself holds, on SQLite and PostgreSQL alike."""
