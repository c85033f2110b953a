"""The pages of reports, of packs of sheets, and of coordinators."""
