"""What is typed about reviews."""
