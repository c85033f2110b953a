"""The pages that bring all of it together: home of a person and of a project, and the timeline."""
