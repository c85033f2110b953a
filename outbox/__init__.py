"""Everything that leaves for people: messages, digests, and deliveries with their leases."""
