"""What is told of an article beside its text: outlet, agency, author, day, kind."""
