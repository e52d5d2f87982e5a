"""What a period asks for and what it has, before a roster of it is generated."""
