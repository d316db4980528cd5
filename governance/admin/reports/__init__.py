"""The reports on the screen: a question, its chart, its table, and the same as a spreadsheet."""
