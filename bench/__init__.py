"""Measures the product beside plain Django, as ratios in one run."""
