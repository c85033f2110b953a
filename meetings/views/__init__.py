"""The pages of meetings, by what people do there."""
