"""Making the tables of the knowledge pack from public data."""
