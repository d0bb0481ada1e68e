"""Help and usage errors in the user's language. Commands name their texts by a key; here they are spelled out."""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from npo_cli.fault import Fault, fault, raise_all
from npo_cli.language import Language, Phrase

TEXTS = {
    "root": Phrase(
        "Mag dit uit de NP Onderwijs-uitkering worden betaald? Een oordeel met bron. "
        'Begin met: npo check "zomerschool met vervoer".',
        "May this be paid from the NP Onderwijs grant? A verdict with its source. "
        'Begin with: npo check "summer school with a school bus".',
    ),
    "version": Phrase("Toon de versie.", "Show the version."),
    "lang": Phrase(
        "Taal; ook via NPO_LANG. Standaard: de taal van het systeem.",
        "Language; also NPO_LANG. Without: the system's.",
    ),
    "check": Phrase(
        "Toets een uitgave, of met --file een hele lijst, aan de regels van de uitkering.",
        "Check an expense, or with --file a whole list, against the rules of the grant.",
    ),
    "check.text": Phrase("Omschrijving van de uitgave.", "Description of the expense."),
    "check.file": Phrase(
        "Toets een lijst: CSV, XLSX of - voor standaardinvoer, met een kolom omschrijving.",
        "Check a list: CSV, XLSX or - for standard input, with a column description.",
    ),
    "check.amount": Phrase("Bedrag, zoals 1234,50.", "Amount, such as 1234.50."),
    "check.date": Phrase("Datum van de besteding, zoals 2022-07-18.", "Day of spending, such as 2022-07-18."),
    "check.goal": Phrase("Bestedingsdoel dat u voor ogen hebt.", "Spending goal that you have in mind."),
    "check.fact": Phrase(
        "Antwoord op een vraag: NAAM=ja of NAAM=nee; mag vaker.",
        "Answer to a question: its name, = and yes or no; repeatable.",
    ),
    "check.as_of": Phrase(
        "Toets met de kennis van deze dag; standaard: vandaag.",
        "Check with the knowledge of this day; without: today.",
    ),
    "check.interactive": Phrase("Stel de openstaande vragen.", "Ask the open questions."),
    "check.format": Phrase("Uitvoer: text, json of (met --file) csv.", "Output: text, json or (with --file) csv."),
    "check.output": Phrase("Schrijf de uitkomst in dit bestand.", "Write the result to this file."),
    "check.exit_code": Phrase(
        "Geef exitcode 0 bij toegestaan, 3 bij overleg, 4 bij niet toegestaan (bij een lijst: het strengste).",
        "End with 0 eligible, 3 consult, 4 excluded (of a list: the most cautious).",
    ),
    "pack": Phrase(
        "Regels: naam of map; ook via NPO_PACK. Standaard: de map npo-spuk.",
        "Rules: a name or a folder; also NPO_PACK. Without: npo-spuk.",
    ),
    "init": Phrase(
        "Open hier een werkmap met het grootboek van een gemeente.",
        "Open a workspace here, with the ledger of a municipality.",
    ),
    "init.municipality": Phrase("Naam van de gemeente.", "Name of the municipality."),
    "init.ledger": Phrase(
        "Plaats van het grootboek: bestand of URL van een database. Standaard: hier.",
        "Where the ledger is to stand: a file or a database's URL. Without: here.",
    ),
    "init.reason": Phrase("Kenmerk of toelichting bij de beschikking.", "Reference of the decision, or a note on it."),
    "init.pupils": Phrase(
        "Aantal leerlingen; toont de berekening naast de beschikking.",
        "Number of pupils; shows the calculation beside the allocation.",
    ),
    "init.score": Phrase("Achterstandsscore, voor dezelfde berekening.", "Deprivation score, for that calculation."),
    "ledger": Phrase("Boek in het grootboek en controleer het.", "Book in the ledger, and prove what it holds."),
    "ledger.option": Phrase(
        "Grootboek: gemeente, bestand of postgresql://…; ook via NPO_LEDGER. Standaard: dat van deze werkmap.",
        "Ledger: a municipality, a file or postgresql://…; also NPO_LEDGER. Without: this workspace's.",
    ),
    "pack.ledger": Phrase(
        "Regels: naam of map; ook via NPO_PACK. Standaard: die van het grootboek.",
        "Rules: a name or a folder; also NPO_PACK. Without: the ledger's.",
    ),
    "ledger.number": Phrase("Nummer van de boeking.", "Number of the entry."),
    "ledger.evidence": Phrase(
        "Bewijsstuk, vastgelegd met naam, omvang en hash; mag vaker.",
        "Evidence, recorded by name, size and hash; repeatable.",
    ),
    "ledger.override": Phrase("Reden om te boeken ondanks een weigering.", "Reason for booking against a refusal."),
    "ledger.reason": Phrase("Reden, voor het dossier.", "Reason, for the file."),
    "ledger.supplier": Phrase("Leverancier of uitvoerder.", "Supplier, or who carries it out."),
    "ledger.reference": Phrase("Kenmerk, zoals een factuurnummer.", "Reference, such as an invoice number."),
    "ledger.text": Phrase("Omschrijving, voor het dossier.", "Description, for the file."),
    "ledger.add": Phrase(
        "Toets een uitgave en boek haar als besteding of verplichting.",
        "Check an expense and book it as spending or commitment.",
    ),
    "ledger.add.date": Phrase(
        "Datum van de besteding of verplichting, zoals 2022-07-18.",
        "Day of the spending or commitment, such as 2022-07-18.",
    ),
    "ledger.add.goal": Phrase(
        "Bestedingsdoel; nodig als de regels geen of meer dan één doel aanwijzen.",
        "Spending goal; needed where the rules leave several or none.",
    ),
    "ledger.add.commitment": Phrase(
        "Verplichting: aangegaan (zoals een opdracht), nog niet besteed.", "Commitment: promised, not yet spent."
    ),
    "ledger.list": Phrase("Toon de boekingen.", "List the entries."),
    "ledger.list.year": Phrase("Alleen van dit boekjaar.", "Only of this accounting year."),
    "ledger.list.goal": Phrase("Alleen van dit bestedingsdoel.", "Only of this spending goal."),
    "ledger.list.verdict": Phrase("Alleen met dit oordeel.", "Only with this verdict."),
    "ledger.list.state": Phrase("Alleen met deze status; mag vaker.", "Only in this state; repeatable."),
    "ledger.list.kind": Phrase(
        "Alleen van deze soort: allocation, payment, commitment, spending, release, reversal, ruling, seal of import; "
        "mag vaker.",
        "Only of this kind: allocation, payment, commitment, spending, release, reversal, ruling, seal or import; "
        "repeatable.",
    ),
    "ledger.list.bare": Phrase("Alleen bestedingen zonder bewijsstuk.", "Only spendings without evidence."),
    "ledger.list.open": Phrase("Alleen verplichtingen die nog openstaan.", "Only commitments that are still open."),
    "ledger.list.format": Phrase("Uitvoer: text, csv of json.", "Output: text, csv or json."),
    "ledger.show": Phrase(
        "Toon één boeking volledig, met de reden van het oordeel.",
        "Show one entry in full, and why it was decided so.",
    ),
    "ledger.status": Phrase(
        "Toon op één scherm hoe de uitkering ervoor staat.", "Show on one screen how the grant stands."
    ),
    "ledger.reverse": Phrase("Boek een boeking terug.", "Undo an entry by a counter-entry."),
    "ledger.reverse.date": Phrase(
        "Datum van de tegenboeking; standaard: vandaag.", "Day of the reversal; without: today."
    ),
    "ledger.correct": Phrase(
        "Boek een boeking terug en boek haar verbeterd opnieuw.", "Reverse an entry and book it again, corrected."
    ),
    "ledger.fulfil": Phrase(
        "Maak van een verplichting een besteding, geheel of in delen.",
        "Turn a commitment into spending, whole or in parts.",
    ),
    "ledger.fulfil.amount": Phrase(
        "Bedrag van deze besteding; standaard: alles wat nog openstaat.",
        "Amount of this spending; without: all that is still open.",
    ),
    "ledger.fulfil.date": Phrase(
        "Datum van de besteding; standaard: die van de verplichting.",
        "Day of the spending; without: that of the commitment.",
    ),
    "ledger.fulfil.final": Phrase(
        "Laat de rest van de verplichting vrijvallen.", "Release the rest of the commitment."
    ),
    "ledger.ruling": Phrase(
        "Leg de uitspraak van de accountant over een boeking vast.", "Record the accountant's ruling on an entry."
    ),
    "ledger.ruling.approve": Phrase("De accountant keurt goed.", "The accountant approves."),
    "ledger.ruling.reject": Phrase("De accountant keurt af.", "The accountant rejects."),
    "ledger.ruling.by": Phrase("Naam van de accountant.", "Name of the accountant."),
    "ledger.ruling.date": Phrase("Datum van de uitspraak.", "Day of the ruling."),
    "ledger.ruling.note": Phrase("Toelichting van de accountant.", "What the accountant said."),
    "ledger.ruling.precedent": Phrase(
        "Schrijf de uitspraak ook als eigen regel, voor vergelijkbare uitgaven.",
        "Write the ruling as a rule of your own too, for the like.",
    ),
    "ledger.payment": Phrase("Leg een ontvangen termijn vast.", "Record an instalment received."),
    "ledger.payment.date": Phrase("Datum van ontvangst.", "Day of receipt."),
    "ledger.allocation": Phrase("Leg een gewijzigde beschikking vast.", "Record an amended grant decision."),
    "ledger.allocation.amount": Phrase("Het beschikte bedrag.", "The amount awarded."),
    "ledger.allocation.date": Phrase("Datum van de beschikking.", "Day of the decision."),
    "ledger.seal": Phrase(
        "Sluit een jaar af en toon de controlecode voor de ondertekende verantwoording.",
        "Seal a year and show the head for the signed report.",
    ),
    "ledger.seal.year": Phrase(
        "Het jaar; standaard: het oudste afgelopen jaar dat openstaat.",
        "The year; without: the oldest past one still open.",
    ),
    "ledger.import": Phrase(
        "Lees een lijst uit een financieel systeem in; elke rij wordt getoetst.",
        "Import a list from a financial system; every row is checked.",
    ),
    "ledger.import.file": Phrase("De lijst: CSV of XLSX.", "The list: CSV or XLSX."),
    "ledger.import.columns": Phrase(
        "Koppen, zoals amount=Bedrag,date=Boekdatum, of een .yaml-bestand.",
        "Headings, such as amount=Bedrag,date=Boekdatum, or a .yaml file.",
    ),
    "ledger.import.save": Phrase("Bewaar de indeling in dit .yaml-bestand.", "Keep the layout in this .yaml file."),
    "ledger.import.numbers": Phrase("Decimaalteken: komma of punt.", "What stands before the cents."),
    "ledger.import.dates": Phrase("Hoe datums zijn geschreven.", "How dates are written."),
    "ledger.import.credits": Phrase(
        "Wat er met een creditnota gebeurt: weigeren of terugboeken.",
        "What a credit note becomes: refused or a reversal.",
    ),
    "ledger.import.goal": Phrase(
        "Bestedingsdoel voor rijen waarbij noch de rij zelf, noch een regel een doel noemt.",
        "Spending goal of rows for which neither they nor the rules name one.",
    ),
    "ledger.import.dry_run": Phrase("Toon wat er zou gebeuren; boek niets.", "Show what would happen; book nothing."),
    "ledger.import.skip_bad": Phrase(
        "Boek wat goed is; schrijf de andere rijen met reden in dit bestand.",
        "Book what is sound; write the other rows with reasons to this file.",
    ),
    "ledger.import.duplicates": Phrase(
        "Boek ook rijen die gelijk zijn aan een boeking.", "Book rows too that equal an entry."
    ),
    "ledger.export": Phrase(
        "Exporteer het grootboek, voor een ander programma.", "Export the ledger, for another program."
    ),
    "ledger.export.format": Phrase(
        "Uitvoer: csv, json, xlsx, hledger of beancount; standaard: volgens de naam van --output.",
        "Output: csv, json, xlsx, hledger or beancount; without: by the name of --output.",
    ),
    "ledger.backup": Phrase(
        "Maak een reservekopie, ook terwijl anderen boeken, en controleer haar.",
        "Make a backup, even while others book, and verify it.",
    ),
    "ledger.backup.file": Phrase("De reservekopie: een nieuw bestand.", "The backup: a new file."),
    "ledger.restore": Phrase("Zet een reservekopie terug in deze map.", "Put a backup back in this folder."),
    "ledger.restore.file": Phrase("De reservekopie.", "The backup."),
    "ledger.move": Phrase(
        "Verhuis een grootboek naar een andere plaats, met dezelfde hashes.",
        "Move a ledger to another place, with the same hashes.",
    ),
    "ledger.move.from": Phrase(
        "Waar het staat: gemeente, bestand of postgresql://….", "Where it is: municipality, file or postgresql://…."
    ),
    "ledger.move.to": Phrase(
        "Waar het heen gaat: bestand (.db) of postgresql://….", "Where it goes: a file (.db) or postgresql://…."
    ),
    "ledger.grants": Phrase(
        "Geef de SQL die rollen van een database laat boeken of lezen.",
        "Give the SQL that lets roles of a database book or read.",
    ),
    "ledger.grants.append": Phrase("Rol die mag boeken en lezen.", "Role that may book and read."),
    "ledger.grants.read": Phrase("Rol die alleen mag lezen.", "Role that may only read."),
    "ledger.grants.all": Phrase("Voor alle grootboeken van de database.", "For all ledgers of the database."),
    "ledger.recheck": Phrase(
        "Toets alle boekingen opnieuw; noem de oordelen die veranderen.",
        "Decide all bookings again; list the verdicts that change.",
    ),
    "ledger.recheck.rules": Phrase("Toets met de regels in deze map.", "Decide by the rules in this folder."),
    "ledger.recheck.exit_code": Phrase(
        "Geef exitcode 1 als een oordeel verandert.", "End with 1 if a verdict changes."
    ),
    "ledger.verify": Phrase("Controleer of er niets is gewijzigd.", "Prove that nothing was changed."),
    "ledger.verify.expect": Phrase(
        "De controlecode uit de ondertekende verantwoording.", "The head in the signed report."
    ),
    "ledger.verify.evidence": Phrase(
        "Vergelijk ook de bewijsstukken, met de bestanden in deze map.",
        "Compare the evidence too, with the files in this folder.",
    ),
    "report": Phrase(
        "Maak de verantwoording: van een jaar, of zoals het nu staat.",
        "Make the report: of a year, or as things stand now.",
    ),
    "report.year": Phrase(
        "Het jaar; met alles wat tot en met dat jaar is geboekt ernaast.",
        "The year, with all that was booked up to its end beside it.",
    ),
    "report.all": Phrase(
        "Alle gemeenten van de werkmap of de database in één tabel.",
        "All municipalities of the workspace or the database in one table.",
    ),
    "report.unverified": Phrase(
        "Met --all: tel mee zonder elk grootboek eerst te controleren.",
        "With --all: count without verifying each ledger first.",
    ),
    "report.format": Phrase(
        "Uitvoer: text, md, plain, csv, json, html of xlsx; standaard: volgens de naam van --output.",
        "Output: text, md, plain, csv, json, html or xlsx; without: by the name of --output.",
    ),
    "rules": Phrase("Bekijk en controleer de regels.", "Look into and check the rules."),
    "rules.list": Phrase("Toon alle regels en bepalingen.", "List all rules and provisions."),
    "rules.show": Phrase(
        "Toon één regel, met bron, zoekwoorden en voorbeelden.",
        "Show one rule, with source, terms and examples.",
    ),
    "rules.show.id": Phrase("De id van een regel of bepaling.", "The id of a rule or provision."),
    "rules.lint": Phrase(
        "Controleer de bestanden met regels; meld alle fouten.", "Check the rule files; report every fault."
    ),
    "rules.lint.sources": Phrase(
        "Zoek de citaten na in deze map met bronnen.", "Look up the quotes in this folder of sources."
    ),
    "rules.lint.all": Phrase(
        "Toon ook van veelvoorkomende waarschuwingen elke plaats.", "Show every place of frequent warnings too."
    ),
    "rules.diff": Phrase(
        "Vergelijk twee mappen met regels, of wat op twee dagen bekend was.",
        "Compare two folders of rules, or what was known on two days.",
    ),
    "rules.diff.before": Phrase("Naam, map of dag waarmee wordt vergeleken.", "Name, folder or day to compare with."),
    "rules.diff.after": Phrase("Naam, map of dag die wordt vergeleken.", "Name, folder or day that is compared."),
    "rules.diff.exit_code": Phrase("Geef exitcode 1 als er iets verschilt.", "End with 1 if anything differs."),
    "rules.schema": Phrase(
        "Geef het JSON Schema van bestanden met regels, voor wie ze schrijft.",
        "Give the JSON Schema of rule files, for who writes them.",
    ),
    "rules.schema.output": Phrase("Schrijf het schema in dit bestand.", "Write the schema to this file."),
    "rules.test": Phrase(
        "Toets de voorbeelden die bij de regels staan.", "Run the examples that stand with the rules."
    ),
    "rules.handbook": Phrase(
        "Schrijf alle regels als handboek, om te lezen en te versturen.",
        "Write all rules as a handbook, to be read and sent.",
    ),
    "rules.handbook.format": Phrase(
        "Uitvoer: md of html; standaard: volgens de naam van --output, anders md.",
        "Output: md or html; without: by the name of --output, else md.",
    ),
    "rules.as_of": Phrase(
        "Toon wat op deze dag bekend was; standaard: vandaag.",
        "Show what was known on this day; without: today.",
    ),
    "format": Phrase("Uitvoer: text of json.", "Output: text or json."),
    "demo": Phrase(
        "Toon drie jaar van een gemeente, van de eerste toets tot de verantwoording.",
        "Show three years of a municipality, from the first check to the report.",
    ),
}

MISSING = Phrase("‘{what}’ ontbreekt; zie {hint} --help.", "‘{what}’ is missing; see {hint} --help.")
NO_SUCH_OPTION = Phrase(
    "deze optie bestaat niet.{near} Zie {hint} --help.", "there is no such option.{near} See {hint} --help."
)
NEAR = Phrase(" Bedoelde u {near}?", " Did you mean {near}?")
OR = Phrase(" of ", " or ")
NO_SUCH_COMMAND = Phrase(
    "‘{given}’ is geen opdracht.{near} Zie {hint} --help.",
    "‘{given}’ is not a command.{near} See {hint} --help.",
)
NO_VALUE = Phrase(
    "de optie {option} vraagt een waarde; zie {hint} --help.",
    "option {option} needs a value; see {hint} --help.",
)
TAKES_NO_VALUE = Phrase(
    "bij de optie {option} hoort geen waarde; zie {hint} --help.",
    "option {option} takes no value; see {hint} --help.",
)
UNEXPECTED = Phrase(
    "‘{given}’ is te veel; zet een tekst van meer dan één woord tussen aanhalingstekens.",
    "‘{given}’ is too much; put a text of several words in quotes.",
)
TWICE = Phrase("deze optie staat er meer dan één keer; geef haar één keer.", "this option stands twice; give it once.")
NOT_TAKEN = Phrase("‘{given}’ is te veel; zie {hint} --help.", "‘{given}’ is too much; see {hint} --help.")
BAD_CHOICE = Phrase("‘{given}’ kan niet; kies uit: {choices}.", "‘{given}’ is not possible; choose from: {choices}.")
NOT_A_NUMBER = Phrase("‘{given}’ is geen heel getal.", "‘{given}’ is not a whole number.")
USAGE = Phrase(
    "dit is niet begrepen ({problem}); zie {hint} --help.",
    "this was not understood ({problem}); see {hint} --help.",
)

_HEADINGS = (
    (r"^Usage:", "Gebruik:"),
    (r"^Options:", "Opties:"),
    (r"^Arguments:", "Argumenten:"),
    (r"^Commands:", "Opdrachten:"),
    (r"\[OPTIONS\]", "[OPTIES]"),
    (r"COMMAND \[ARGS\]\.\.\.", "OPDRACHT [ARGUMENTEN]..."),
    (r"\[required\]", "[verplicht]"),
    (r"\[default: ", "[standaard: "),
    (r"Show this message and exit\.", "Toon deze uitleg."),
)


_PLACEHOLDERS = {
    "DIR": "MAP",
    "FILE": "BESTAND",
    "FROM": "VAN",
    "HEAD": "CONTROLECODE",
    "MUNICIPALITY": "GEMEENTE",
    "NAME=yes|no": "NAAM=ja|nee",
    "REASON": "REDEN",
    "ROLE": "ROL",
    "TEXT": "TEKST",
    "TO": "NAAR",
    "WHO": "WIE",
}


def command_app(**settings: Any) -> typer.Typer:
    """Make what holds a command, or a group of them: its help is text in two languages, and nothing else adds to it."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)


class LocalCommand(TyperCommand):
    """A command whose help speaks the user's language, and that takes no option twice of which one would be ignored."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words behind the command; refuse an option that has two values."""
        names = [word.partition("=")[0] for word in args if word.startswith("-")]
        if len(set(names)) < len(names):  # to read the words twice takes time that few need
            self._refuse_twice(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_twice(self, ctx: Any, args: list[str]) -> None:
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        valued = [each for each in given if isinstance(each, TyperOption) and not (each.is_flag or each.multiple)]
        raise_all(fault(TWICE, each.opts[0]) for each in dict.fromkeys(valued) if valued.count(each) > 1)

    def get_help(self, ctx: Any) -> str:
        """Give the help text."""
        return in_language(super().get_help(ctx), ctx.obj)


class LocalGroup(TyperGroup):
    """A group of commands whose help speaks the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Give the help text."""
        return in_language(super().get_help(ctx), ctx.obj)


def in_language(help_text: str, language: Language) -> str:
    """Put the fixed words of a help text in the user's language, without the braces that typer puts around a name."""
    help_text = re.sub(r"\{(\w+)\}", r"\1", help_text)
    if language is Language.NL:
        for english, dutch in _HEADINGS:
            help_text = re.sub(english, dutch, help_text, flags=re.MULTILINE)
    return help_text


def localised(command: Any, language: Language) -> Any:
    """Replace the keys that a command and its parameters give as help by the texts, and name values in Dutch."""
    if command.help in TEXTS:
        command.help = TEXTS[command.help].to(language)
    for parameter in command.params:
        if getattr(parameter, "help", None) in TEXTS:
            parameter.help = TEXTS[parameter.help].to(language)
        if language is Language.NL:
            parameter.metavar = _PLACEHOLDERS.get(parameter.metavar, parameter.metavar)
    return command


_TEXTS = frozenset({"text", "municipality"})  # arguments of several words


def usage_fault(error: Any, arguments: Sequence[str], commands: Collection[str]) -> Fault:
    """Say in both languages what is wrong with the words after `npo`, of which the first should be a command."""
    context = getattr(error, "ctx", None)
    named = arguments[0] if arguments and arguments[0] in commands else ""
    hint = context.command_path if context else f"npo {named}".rstrip()
    kind = type(error).__name__
    if kind == "MissingParameter" and error.param is not None:
        return fault(
            MISSING,
            what=error.param.opts[0] if error.param.param_type_name == "option" else error.param.human_readable_name,
            hint=hint,
        )
    if kind == "NoSuchOption":
        near = _meant(sorted(error.possibilities or ()))
        return fault(NO_SUCH_OPTION, error.option_name, near=near, hint=hint)
    if kind == "BadOptionUsage":
        phrase = TAKES_NO_VALUE if "does not take" in error.message else NO_VALUE
        return fault(phrase, option=error.option_name, hint=hint)
    if found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", error.message, re.DOTALL):
        worded = context is not None and any(param.name in _TEXTS for param in context.command.params)
        return fault(UNEXPECTED if worded else NOT_TAKEN, given=found[1][:60], hint=hint)
    if found := re.match(r"No such command (['\"])(.*)\1", error.message, re.DOTALL):
        listed = context.command.list_commands(context) if context else commands
        most = context.command.suggested if context else 1
        names = get_close_matches(found[2], listed, most)
        return fault(NO_SUCH_COMMAND, given=found[2][:60], near=_meant([f"‘{name}’" for name in names]), hint=hint)
    where = error.param.opts[0] if getattr(error, "param", None) is not None else ""
    if found := re.match(r"'(.*)' is not one of (.*)\.", error.message, re.DOTALL):
        return fault(BAD_CHOICE, where, given=found[1][:60], choices=found[2].replace("'", ""))
    if found := re.search(r"'(.*)' is not a valid int", error.message, re.DOTALL):
        return fault(NOT_A_NUMBER, where, given=found[1][:60])
    return fault(USAGE, problem=error.format_message(), hint=hint)


def _meant(names: Sequence[str]) -> Phrase:
    """Ask whether one of these names was meant; nothing where there is none."""
    if not names:
        return Phrase("", "")
    *more, last = names
    return Phrase(
        *(
            text.format(near=f"{', '.join(more)}{word}{last}" if more else last)
            for text, word in zip(NEAR, OR, strict=True)
        )
    )
