"""From a page to its articles: furniture out, several articles apart, title, outlet, agency and dates read."""
