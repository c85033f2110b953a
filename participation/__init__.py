"""The people map, who can speak for whom, invitations and participation reviews."""
