"""Organisation, project, member and the plan."""
