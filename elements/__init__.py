"""The ten elements and 38 indicators, and what the record shows for each."""
