"""What another edition of the claim engine would change, as the screens show it."""
