"""Search over what the clinic says: in memory, forgiving of spelling, keeping no trace of a query."""

from treatments.search.finding import LONGEST_QUERY, Found, Hit, PageHits, find

__all__ = ["LONGEST_QUERY", "Found", "Hit", "PageHits", "find"]
