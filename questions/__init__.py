"""What people say to a project without being asked, and the answer that they get."""
