"""A backup: every row of one moment in one file, for either database, sealed if a key is given."""
