"""A made-up municipality that books from 2021 to 2023: all goals and cost kinds, rulings, a reversal, commitments."""

# ruff: noqa: E501 (the bookings are a table, which reads best with a row a line)

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from npo_cli.bookkeeping.entry import Evidence, Ruling
from npo_cli.bookkeeping.ledger import Draft, Ledger, Moment
from npo_cli.bookkeeping.storage.interface import About, Storage
from npo_cli.bookkeeping.storage.sqlite import create_sqlite
from npo_cli.eligibility.rulebook import Rulebook

ALLOCATION = 50_399_735
NASTY = (
    """=HYPERLINK("http://x.example";"zomerschool") </script><script>alert('1')</script> [bold]&amp; "zomerschool\""""
)


class Spent(NamedTuple):
    """A spending or commitment of the example."""

    day: str
    text: str
    cents: int
    goal: str
    supplier: str = ""
    evidence: str = ""
    override: str = ""
    commitment: bool = False


SPENDINGS = (
    Spent("2021-09-14", "zomerschool taal en rekenen groep 7 en 8", 1_848_000, "catch-up", "Stichting De Leerlijn", "factuur 2021-114.pdf"),
    Spent("2021-09-30", "projectleider NP Onderwijs, 0,4 fte, derde kwartaal", 912_500, "municipal-capacity", "eigen dienst", "urenstaat 2021 Q3.xlsx"),
    Spent("2021-10-12", "extra taalactiviteiten peuters op de voorschool", 1_125_050, "preschool", "Kinderopvang Het Nest", "factuur 8841.pdf"),
    Spent("2021-11-02", "schoolpsycholoog op vier basisscholen", 2_240_000, "care-and-welfare", "Praktijk Van der Velden", "factuur 21-0309.pdf"),
    Spent("2021-11-19", "aanpak thuiszitters: casusregisseur", 1_480_000, "school-non-attendance", "Samenwerkingsverband Plein 013", "factuur 5520.pdf"),
    Spent("2021-12-10", "tijdelijke huur extra lokaal in bestaand gebouw", 640_000, "temporary-rent", "Woonstichting Leystromen", "huurovereenkomst.pdf"),
    Spent("2021-12-17", "leerlingenvervoer naar de zomerschool", 318_540, "catch-up", "Taxi Verhoeven"),
    Spent("2022-01-20", "ouderbetrokkenheid: taallessen voor ouders", 735_000, "preschool", "Taalhuis", "factuur 22-017.pdf"),
    Spent("2022-02-11", "huiswerkbegeleiding na schooltijd, twaalf weken", 1_960_000, "catch-up", "Studiehuis Noord", "factuur 220211.pdf"),
    Spent("2022-03-08", "weekendschool voor leerlingen met achterstand", 1_315_000, "catch-up", "Stichting De Leerlijn", "factuur 2022-031.pdf"),
    Spent("2022-03-31", "projectleider NP Onderwijs, 0,4 fte, eerste kwartaal", 912_500, "municipal-capacity", "eigen dienst", "urenstaat 2022 Q1.xlsx"),
    Spent("2022-04-05", "samenwerking schoolbesturen: gezamenlijke analyse van de vertragingen", 880_000, "local-cooperation", "Onderzoeksbureau Kwadrant", "rapport.pdf"),
    Spent("2022-04-21", "chromebooks voor gezinnen met een laag inkomen", 845_000, "catch-up", "ICT Brabant"),
    Spent("2022-05-12", "extra jeugdhulp in de school", 2_610_000, "care-and-welfare", "Jeugdteam Midden", "factuur 991.pdf"),
    Spent("2022-06-09", "zomerschool taal en rekenen groep 6 tot en met 8", 2_205_000, "catch-up", "Stichting De Leerlijn", "factuur 2022-066.pdf"),
    Spent("2022-06-24", "aanleg glasvezel naar twee basisscholen", 1_190_000, "catch-up", "Netwerk Zuid", override="besluit van het college van 14 juni 2022"),
    Spent("2022-09-13", "logopedie voor kleuters in groep 1 en 2", 566_125, "preschool", "Logopedie De Klank", "factuur 2291.pdf"),
    Spent("2022-09-30", "projectleider NP Onderwijs, 0,4 fte, derde kwartaal", 912_500, "municipal-capacity", "eigen dienst", "urenstaat 2022 Q3.xlsx"),
    Spent("2022-10-18", "schoolmaatschappelijk werk, extra uren in de school", 1_733_300, "care-and-welfare", "Jeugdteam Midden", "factuur 1044.pdf"),
    Spent("2022-11-08", "thuiszitters: terugkeerbegeleiding voor elf leerlingen", 1_275_000, "school-non-attendance", "Samenwerkingsverband Plein 013", "factuur 6107.pdf"),
    Spent("2022-12-06", "tijdelijke huur extra lokaal in bestaand gebouw", 640_000, "temporary-rent", "Woonstichting Leystromen", "factuur 2022-12.pdf"),
    Spent("2023-01-17", "huiswerkbegeleiding na schooltijd, tien weken", 1_650_000, "catch-up", "Studiehuis Noord", "factuur 230117.pdf"),
    Spent("2023-02-07", NASTY, 12_345, "catch-up"),
    Spent("2023-03-14", "voorschoolse periode: extra pedagogisch medewerker", 1_420_000, "preschool", "Kinderopvang Het Nest", "factuur 9127.pdf"),
    Spent("2023-03-28", "instrumenten voor muziekles op school", 214_900, "catch-up", "Muziekhuis", "offerte.pdf"),
)  # fmt: skip
COMMITMENTS = (
    Spent("2022-12-20", "zomerschool 2023, taal en rekenen", 4_200_000, "catch-up", "Stichting De Leerlijn", commitment=True),
    Spent("2023-01-09", "schoolpsycholoog op vier basisscholen, schooljaar 2023", 2_400_000, "care-and-welfare", "Praktijk Van der Velden", commitment=True),
    Spent("2023-02-21", "aanpak thuiszitters: casusregisseur, schooljaar 2023", 1_500_000, "school-non-attendance", "Samenwerkingsverband Plein 013", commitment=True),
)  # fmt: skip
PAYMENTS = (("2021-10-29", 12_599_934), ("2022-02-25", 6_299_967), ("2022-07-29", 6_299_967), ("2023-01-27", 8_399_956))


@contextmanager
def new_ledger(path: Path, rulebook: Rulebook, municipality: str = "Voorbeeldhoven") -> Iterator[Storage]:
    """Open a new and empty ledger of a municipality."""
    with create_sqlite(path, About(municipality, rulebook.pack, rulebook.currency)) as storage:
        yield storage


def books(storage: Storage, rulebook: Rulebook, day: str) -> Ledger:
    """Give the ledger as it is booked in on a day."""
    now = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC).replace(hour=10)
    return Ledger(storage, rulebook, Moment(now, "m.devries"))


def book_example(storage: Storage, rulebook: Rulebook) -> None:
    """Book the whole example, in the order of its days."""
    first = books(storage, rulebook, "2021-10-15")
    first.allocate(ALLOCATION, date(2021, 10, 11), "beschikking van 11 oktober 2021", "OCW/28085678")
    events = [(spent.day, spent) for spent in (*SPENDINGS, *COMMITMENTS)] + list(PAYMENTS)
    numbers: dict[str, int] = {}
    for day, event in sorted(events, key=lambda event: event[0]):
        ledger = books(storage, rulebook, max(day, "2021-10-15"))
        if isinstance(event, int):
            ledger.pay(event, date.fromisoformat(day), "termijn", f"OCW {day[:7]}")
        else:
            numbers[event.text] = ledger.add(_draft(event))[0].number
    last = books(storage, rulebook, "2023-04-18")
    last.rule(
        numbers["leerlingenvervoer naar de zomerschool"],
        Ruling.APPROVED,
        "BDO, M. Jansen",
        date(2022, 3, 2),
        "mits aanvullend",
    )
    last.rule(
        numbers["chromebooks voor gezinnen met een laag inkomen"], Ruling.REJECTED, "BDO, M. Jansen", date(2022, 9, 1)
    )
    last.reverse(
        numbers["weekendschool voor leerlingen met achterstand"],
        "dubbel gefactureerd; creditnota 2022-044",
        date(2022, 5, 2),
    )
    paid = {
        "cents": 1_400_000,
        "day": date(2023, 4, 4),
        "evidence": _evidence("deelfactuur 1.pdf"),
        "reference": "DL-2023-1",
    }
    last.fulfil(numbers["zomerschool 2023, taal en rekenen"], paid)


def _draft(spent: Spent) -> Draft:
    return Draft(
        spent.text,
        spent.cents,
        date.fromisoformat(spent.day),
        spent.goal,
        supplier=spent.supplier,
        reference=f"2{spent.cents % 100_000:05}",
        evidence=_evidence(spent.evidence),
        override=spent.override,
        commitment=spent.commitment,
    )


def _evidence(name: str) -> tuple[Evidence, ...]:
    return (Evidence(name, 48_113, "0" * 64),) if name else ()
