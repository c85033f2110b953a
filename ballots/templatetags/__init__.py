"""What templates draw of answers."""
