"""What `npo` is measured beside: small programs and other people's engines."""
