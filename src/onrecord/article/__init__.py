"""From a page to its articles: furniture out, several articles apart, title, outlet, agency and dates read."""

from onrecord.article.find import VERSION, find

__all__ = ["VERSION", "find"]
