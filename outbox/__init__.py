"""Everything that leaves for people: messages, the rhythm and channel each chose, digests, deliveries with their leases."""
