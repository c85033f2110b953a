"""What the record shows: ten modules, one an element; one function an indicator."""
