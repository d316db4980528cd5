"""How entries of the trail are found, however many there are."""
