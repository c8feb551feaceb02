"""What is answered, field by field: the description of the API is made from these."""
