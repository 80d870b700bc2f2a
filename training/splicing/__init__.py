"""The styles in which pages are spliced."""
