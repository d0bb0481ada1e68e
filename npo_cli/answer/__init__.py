"""Draws decisions: as text for a reader, as JSON by contract, as rows of a table."""
