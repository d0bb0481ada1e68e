"""Made-up expenses of a municipality: alike in kind to real ones, mostly different, the same for the same seed.

Words come from closed lists (as in real books), and from open ones: compounds, surnames, streets, numbers and typing
errors, so that an engine keeps meeting words and orders of words that it never saw.

How often a description recurs differs much from one administration to the next, and no list of a Dutch municipality
was found to count. Of free texts 79 % were different in 996 payments of Hyndburn (UK) and 69 % in 270 of Nové Město na
Moravě, and 64, 51 and 31 % in the 344,000 order lines of California, 157,000 contracts of New York and 686,000 campaign
payments of Washington; names of accounts recur in all but 1 % of rows. So three lists are measured: two extremes, and
one in which two rows in five are different.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

RECURRING = 2_000  # descriptions
NEW = 0.4  # of the rows of a list of payments have a description that was not there before
HEADER = ("nummer", "datum", "omschrijving", "bedrag")

ELIGIBLE = (
    "zomerschool|lenteschool|weekendschool|bijles rekenen|bijles Nederlands|bijlessen|huiswerkbegeleiding|"
    "voorleeshulp thuis|VoorleesExpress|taalklas nieuwkomers|leesbevordering|zwemlessen|sportactiviteiten|"
    "naschoolse activiteiten|cultuureducatie|muzieklessen|techniekworkshops|ouderbetrokkenheid|oudercursus|"
    "scholing leerkrachten met de pabo|extra uren voorschoolse educatie|toeleiding peuters|"
    "extra jeugdhulp in de school|schoolmaatschappelijk werk|M@ZL|pedagogisch medewerkers in de groep|"
    "jeugdarts op school|begeleiding thuiszitters|huur tijdelijk lokaal|projectleider NPO|ambtelijke inzet|"
    "summer school|homework support|extra tutoring|speelfestival|timmerdorp"
).split("|")
GREY = (
    "busvervoer|touringcar|vervoer|chromebooks|iPads|laptops|lesmateriaal|muziekinstrumenten|logopedie|"
    "logopedische screening|groen schoolplein|jongerencoach|speeltoestellen|catering|boeken|spelmateriaal|"
    "transport|licenties leerapp|sportmateriaal"
).split("|")
EXCLUDED = "glasvezel|glasvezelverbinding|aanleg glasvezel|fiber connection".split("|")
UNKNOWN = (
    "lantaarnpalen|strooizout|onderhoud riolering|parkeervergunning|kerstpakketten|vergaderstoelen|"
    "schilderwerk gemeentehuis|juridisch advies bestemmingsplan|snoeien bomen|toner en papier|beveiliging evenement|"
    "verkeersborden|accountantskosten|abonnement vakblad|relatiegeschenken|onderhoud dienstauto|asfaltering"
).split("|")
KINDS = (ELIGIBLE, GREY, EXCLUDED, UNKNOWN)
WEIGHTS = (52, 22, 4, 22)

FIRST_HALVES = (
    "taal reken lees bijles huiswerk sport cultuur muziek techniek zomer vakantie peuter ouder school leer zwem dans "
    "theater natuur wetenschap jeugd gezins weerbaarheids sociaal studie examen brugklas schakel voorlees programmeer"
).split()
SECOND_HALVES = (
    "project programma begeleiding coach docent training traject uren kosten aanbod weken middag club lessen klas "
    "materiaal workshop ondersteuning aanpak activiteiten dagen medewerker coördinator"
).split()
OPENINGS = (
    "factuur|kosten|inzet|voorschot|bijdrage|subsidie|inhuur|eindafrekening|uitvoering|vergoeding|nota|extra|"
    "organisatie|coördinatie|declaratie|1e termijn|2e termijn|deelbetaling|aanschaf|inkoop|restbetaling"
).split("|")
GROUPS = (
    "voor groep {n}|groep {n} en {m}|voor peuters|voor kleuters|voor leerlingen vmbo|havo/vwo klas {n}|"
    "voor {n}{m} leerlingen|voor nieuwkomers|voor kwetsbare kinderen|voor het mbo|brugklas|voor ouders|"
    "{n} groepen|({n}{m} kinderen)|leerlingen met achterstand|po en vo"
).split("|")
PLACES = (
    "op {school}|{school}|{town}|in {town}|wijk {stem}{place}|buurthuis {stem}{place}|locatie {town}|"
    "{school} te {town}|dorpshuis {town}|{stem}{place}"
).split("|")
TIMES = (
    "{month} {year}|{month}|schooljaar {year}-{next}|week {week}|zomervakantie {year}|{quarter}e kwartaal {year}|"
    "najaar {year}|{day} {month}|herfstvakantie|periode {month} t/m {month2}|Q{quarter} {year}"
).split("|")
SUPPLIERS = (
    "door Stichting {stem}{name}|{stem}{name} BV|({surname})|Stichting {stem}{name}|fa. {surname}|{first} {surname}|"
    "door {first} {surname}|{stem}{name} & Zn|via {surname} Advies|ZZP {surname}"
).split("|")
NUMBERS = (
    "factuur {year}-{number}|fact.nr. {number}|F{year}{number}|inv. {number}|ordernr {number}|VPL{number}|"
    "kenmerk Z{year}/{number}|{number}|nr. {number}"
).split("|")
JOINED = (
    "en {other}|met {other}|plus {other}|incl. {other}|zonder vervoer|inclusief busvervoer|, excl. {other}|"
    "niet {other}|, vervoer niet inbegrepen|+ {other}"
).split("|")
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december jan feb aug sept okt"
TOWNS = (
    "Lelystad Almere Dronten Zeewolde Urk Emmeloord Apeldoorn Harderwijk Nunspeet Putten Ermelo Elburg Epe Barneveld "
    "Nijkerk Ede Wageningen Heerde Hattem Oldebroek Scherpenzeel Swifterbant Biddinghuizen Vaassen Uddel Kootwijk"
).split()
SCHOOLS = (
    "De Regenboog|OBS Het Kompas|De Klimop|CBS De Wegwijzer|Het Baken|De Zevensprong|Sint Jozef|De Lispeltuut|"
    "basisschool De Kring|ISK {town}|Praktijkschool {stem}{place}|OBS De {stem}{name}|PCB {surname}school"
).split("|")
STEMS = (
    "Boer Hoek Veen Dijk Berg Meer Beek Vis Mole Haver Kuip Bak Zand Water Hout Steen Eik Linde Roos Koning Bos Hei "
    "Els Waard Polder Wolf Vos Zwaan Valk Merel Brug Poort Toren Kerk Klooster Zee Rijn IJssel Groen Wit"
).split()
ENDINGS = "stra sma man inga mans kamp huis hof veld ink ens er ma ers laar donk vliet".split()
PLACE_ENDINGS = "wijk hoven oord dal kwartier zicht park buurt rijk drecht".split()
FIRST_NAMES = "Anna Fatima Jan Piet Youssef Sanne Eva Tom Lotte Kees Mo Emma Noor Daan Ilse J. M. A.J. P.".split()
SURNAME_PARTS = ("", "", "", "van ", "de ", "van der ", "van den ", "ter ")


class Row(NamedTuple):
    """One row of the list, as text."""

    number: str
    day: str
    description: str
    amount: str


def expenses(count: int, seed: int = 1) -> Iterator[Row]:
    """Make a list of expenses; some rows recur, as instalments do."""
    chance = Random(seed)
    recent: list[str] = []
    first = date(2021, 7, 1)
    for number in range(count):
        if recent and chance.random() < 0.1:
            text = chance.choice(recent)
        else:
            text = _description(chance)
            recent.append(text)
            del recent[:-200]
        day = first + timedelta(days=chance.randrange(1490))
        cents = int(chance.lognormvariate(11.5, 1.4))
        amount = f"{cents // 100},{cents % 100:02}"
        yield Row(f"{2021000000 + number}", day.isoformat(), text, amount)


def recurring(count: int, seed: int = 1, different: int = RECURRING) -> Iterator[Row]:
    """Make such a list of few descriptions, as books of contracts and salaries are: only days and amounts differ."""
    chance = Random(seed)
    texts = [row.description for row in expenses(min(count, different), seed)]
    return (row._replace(description=chance.choice(texts)) for row in expenses(count, seed))


def payments(count: int, seed: int = 1) -> Iterator[Row]:
    """Make such a list in which descriptions come back at once, as lines of one invoice, and a few all the time."""
    chance = Random(seed)
    known: list[str] = []
    new = (text for text in dict.fromkeys(row.description for row in expenses(count * 2, seed)))
    for row in expenses(count, seed):
        luck = chance.random()
        if not known or luck < NEW:
            text = next(new)
            known.append(text)
        elif luck < (1 + NEW) / 2:
            text = chance.choice(known[-20:])
        else:
            text = known[min(int(chance.paretovariate(0.25)), len(known)) - 1]
        yield row._replace(description=text)


# Each kind of list by what is told of it.
LISTS: dict[str, Callable[[int, int], Iterator[Row]]] = {
    "mostly different descriptions": expenses,
    f"{NEW:.0%} different descriptions": payments,
    f"{RECURRING:,} descriptions that recur": recurring,
}


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    """Write a list as Dutch Excel would."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows)


def _description(chance: Random) -> str:
    pieces = [_subject(chance)]
    for share, choices in ((0.45, GROUPS), (0.16, JOINED), (0.45, PLACES), (0.45, TIMES), (0.3, SUPPLIERS)):
        if chance.random() < share:
            pieces.append(_filled(chance.choice(choices), chance))
    if len(pieces) == 1:
        pieces += [_filled(chance.choice(choices), chance) for choices in (PLACES, TIMES)]
    if chance.random() < 0.35:
        pieces.insert(0, chance.choice(OPENINGS))
    if chance.random() < 0.3:
        pieces.insert(chance.choice((0, len(pieces))), _filled(chance.choice(NUMBERS), chance))
    text = chance.choice((" ", " ", " ", " ", " - ", ", ")).join(pieces).replace(" ,", ",").replace(",,", ",")
    return _as_typed(text, chance)


def _subject(chance: Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(FIRST_HALVES) + chance.choice(SECOND_HALVES)
    return chance.choice(chance.choices(KINDS, WEIGHTS)[0])


def _filled(template: str, chance: Random) -> str:
    """Fill a template; what it names may itself hold names to fill."""
    if "{school}" in template:
        template = template.replace("{school}", chance.choice(SCHOOLS))
    if "{" not in template:
        return template
    year = chance.choice((2021, 2022, 2023, 2024))
    surname = chance.choice(SURNAME_PARTS) + chance.choice(STEMS) + chance.choice(ENDINGS)
    months = MONTHS.split()
    return template.format(
        day=chance.randrange(1, 29),
        first=chance.choice(FIRST_NAMES),
        m=chance.randrange(1, 9),
        month=chance.choice(months),
        month2=chance.choice(months),
        n=chance.randrange(1, 9),
        name=chance.choice(ENDINGS),
        next=year + 1,
        number=f"{chance.randrange(10_000):04}",
        other=_subject(chance),
        place=chance.choice(PLACE_ENDINGS),
        quarter=chance.randrange(1, 5),
        stem=chance.choice(STEMS),
        surname=surname,
        town=chance.choice(TOWNS),
        week=chance.randrange(1, 53),
        year=year,
    )


def _as_typed(text: str, chance: Random) -> str:
    """Write a text as people do: capitals, a letter lost or doubled or swapped, now and then quotation marks."""
    luck = chance.random()
    if luck < 0.05:
        place = chance.randrange(1, len(text) - 1)
        here, rest = text[place], text[place + 1 :]
        text = text[:place] + chance.choice((rest, here * 2 + rest, rest[:1] + here + rest[1:]))
    elif luck < 0.07:
        text = text.upper()
    elif luck < 0.09:
        text = f'"{text}"'
    return text[0].upper() + text[1:] if chance.random() < 0.5 else text
