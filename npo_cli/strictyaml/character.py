"""The characters that a file may not hold, for what people see would not be what is read."""

import re

# Besides control characters: the characters that some readers take for a line end and others do not (U+0085,
# U+2028, U+2029), a byte order mark within the text, and marks that make text read in another order than it
# stands (U+202A and further), for with all of these what people see is not what is read.
_INVISIBLE = "\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
REFUSED_IN_FILE = re.compile(f"[\x00-\x08{_INVISIBLE}]")
REFUSED_IN_VALUE = re.compile(f"[\x00-\x08\r{_INVISIBLE}]")


def code_of(char: str) -> str:
    """Give the code of a character as it is shown, such as U+00AD."""
    return f"U+{ord(char):04X}"
