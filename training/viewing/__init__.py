"""Other views of labelled pages."""
