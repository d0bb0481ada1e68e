"""npo: may a Dutch municipality pay this expense from its NP Onderwijs grant?"""

__version__ = "0.1.0"
