"""The store: SQLite with migrations, one writer, full-text search, and the check that all evidence holds."""
