"""The words of the page itself; those of the figures stand with the sections."""

from npo_cli.language import Phrase

SKIP = Phrase("Naar de inhoud", "Skip to the content")
CONTENTS = Phrase("Inhoud", "Contents")
SUMMARY = Phrase("In het kort", "In short")
LEAD = Phrase(
    "Van de beschikking van {allocation} is {spent} besteed en {committed} verplicht. Er resteert {remaining}.",
    "Of the allocation of {allocation}, {spent} was spent and {committed} is committed. {remaining} remains.",
)
LEAD_OVER = Phrase(
    "Van de beschikking van {allocation} is {spent} besteed en {committed} verplicht: {over} meer dan beschikt.",
    "Of the allocation of {allocation}, {spent} was spent and {committed} is committed: {over} more than allocated.",
)
LEAD_TIME = Phrase(
    "De bestedingsperiode is voor {elapsed} verstreken; van de beschikking is {spent} besteed.",
    "{elapsed} of the spending period has gone by; {spent} of the allocation was spent.",
)
NO_ERRORS = Phrase("Geen fouten", "No errors")
NO_UNCERTAINTIES = Phrase("Geen onzekerheden", "No uncertainties")
NO_BARE = Phrase("Alle bestedingen hebben een bewijsstuk", "All spendings have evidence")
SPENDING, SPENDINGS = Phrase("besteding", "spending"), Phrase("bestedingen", "spendings")
POINT = Phrase("{title}: {amount} ({count} {noun})", "{title}: {amount} ({count} {noun})")

COURSE = Phrase("Ontvangen en besteed door de tijd", "Received and spent over time")
COURSE_TOLD = Phrase(
    "Lijngrafiek van {start} tot en met {end}: ontvangen {received} en besteed {spent}, naast de beschikking van "
    "{allocation}. Alle getallen staan in de tabel ernaast.",
    "Line chart from {start} to {end}: {received} received and {spent} spent, beside the allocation of {allocation}. "
    "All numbers are in the table beside it.",
)
SHARES = Phrase("Aandeel besteed naast aandeel van de tijd", "Share spent beside share of time")
GOALS = Phrase(
    "Besteed, wacht op accountant en verplicht per bestedingsdoel",
    "Spent, awaiting the accountant and committed by spending goal",
)
BARS_TOLD = Phrase(
    "Staafgrafiek. Alle getallen staan in de tabel ernaast.", "Bar chart. All numbers are in the table beside it."
)
SPENT_AWAITING = Phrase("Besteed, wacht op accountant", "Spent, awaits accountant")
PERIOD = Phrase("bestedingsperiode", "spending period")
UNTIL = Phrase("stand", "as at")

BOOKINGS_NOTE = Phrase(
    "Alle boekingen waarop deze verantwoording berust, in de volgorde waarin zij zijn vastgelegd.",
    "All entries that this report rests on, in the order in which they were recorded.",
)
BOOKINGS_OF_YEAR = Phrase(
    "Alle boekingen van {year}, in de volgorde waarin zij zijn vastgelegd.",
    "All entries of {year}, in the order in which they were recorded.",
)
LEFT_OUT = Phrase(
    "Hier staan de eerste {count} boekingen; de overige passen niet op deze pagina. De cijfers hierboven "
    "gaan over alle boekingen. Alle boekingen staan in de Excel-verantwoording: npo report --output "
    "verantwoording.xlsx.",
    "These are the first {count} entries; the others do not fit on this page. The figures and totals above are of all "
    "entries. All entries are in the Excel report: npo report --output report.xlsx.",
)
KIND = Phrase("Soort", "Kind")
FILTER = Phrase("Boekingen filteren", "Filter the entries")
FILTER_TEXT = Phrase("Zoek in de tekst", "Search the text")
ALL = Phrase("alle", "all")
CLEAR = Phrase("Wis filters", "Clear filters")
SHOWN = Phrase("{shown} van {all} boekingen", "{shown} of {all} entries")
NO_MATCH = Phrase("Geen boeking voldoet aan deze filters.", "No entry meets these filters.")
MADE = Phrase(
    "Gemaakt met npo {version} op {day}. Met de controlecode van het grootboek is na te gaan of er sindsdien iets is "
    "gewijzigd: npo ledger verify --expect {head}",
    "Made with npo {version} on {day}. The head of the ledger shows whether anything was changed since: "
    "npo ledger verify --expect {head}",
)
