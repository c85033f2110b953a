"""What was answered without a person: who was asked, and what may be published."""
