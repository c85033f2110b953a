"""The cheapest page that is fair to compare with: plain Django, one user, one query, 24 rows."""
