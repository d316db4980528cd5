"""What is kept of one person, as a file for them."""
