"""The formats of a report: one interface, and a module for each that only draws."""
