"""Meetings: people together in a room, online, by phone, on a walk, over a meal."""
