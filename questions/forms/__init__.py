"""What is typed to ask, to say and to answer something."""
