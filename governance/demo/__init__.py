"""The sample site: people, texts of our own and the story of how they came where they stand."""
