"""What somebody promised to do by a day."""
