"""The plan of a project, and what stands beside it."""
