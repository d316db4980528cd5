"""Where live pages answer the same question differently, as the screens show it."""
