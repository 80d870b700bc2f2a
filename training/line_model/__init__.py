"""The line model: what each line of a page is."""
