"""The floor of any work on a CSV file: read every row with csv, write it with csv."""

import csv
import sys
from pathlib import Path

with (
    Path(sys.argv[1]).open(encoding="utf-8", newline="") as source,
    Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as target,
):
    csv.writer(target, delimiter=";").writerows(csv.reader(source, delimiter=";"))
