"""Which lines make an article: where one ends and the next begins, and which line is the headline."""
