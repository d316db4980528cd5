"""The page of an outside expert: one version, by a secret link, to read and to comment on."""
