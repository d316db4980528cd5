"""What helps a writer in the editor beside the text itself."""
