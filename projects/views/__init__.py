"""The pages of projects, a module a noun."""
