"""Progress reports as page and PDF, charts, and the portfolio for coordinators."""
