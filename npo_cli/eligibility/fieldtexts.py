"""What each field of a rule file is for, in Dutch and English: shown by editors while one writes."""

from collections.abc import Mapping

from npo_cli.language import Phrase

FIELDS: Mapping[str, Mapping[str, Phrase]] = {
    "RuleFile": {
        "grant": Phrase(
            "De regeling; staat in één bestand van de map.", "The grant; stands in one file of the folder."
        ),
        "documents": Phrase("De bronnen waaruit wordt geciteerd.", "The sources that are quoted."),
        "goals": Phrase(
            "De bestedingsdoelen en kostensoorten, in de volgorde waarin ze overal staan.",
            "The spending goals and cost kinds, in the order in which they stand everywhere.",
        ),
        "questions": Phrase("De vragen waarvan regels afhangen.", "The questions that rules turn on."),
        "vocabulary": Phrase("Woorden waarvan geen regel afhangt.", "Words that no rule turns on."),
        "rules": Phrase("De regels.", "The rules."),
        "provisions": Phrase(
            "Bepalingen waarvan geen uitgave afhangt, zoals over verantwoording.",
            "Provisions on which no expense turns, such as on accountability.",
        ),
        "demo": Phrase("Het verhaal van npo demo.", "The story of npo demo."),
    },
    "Rule": {
        "id": Phrase(
            "Vaste naam: kleine letters en streepjes. Verander hem nooit; boekingen verwijzen ernaar.",
            "Lasting name: lower case and hyphens. Never change it; bookings refer to it.",
        ),
        "verdict": Phrase(
            "Het oordeel: eligible (toegestaan), consult (overleg met accountant) of excluded (niet toegestaan).",
            "The verdict: eligible, consult (the accountant) or excluded.",
        ),
        "doubt": Phrase(
            "Waarom het niet zeker is: een antwoord is toegezegd, de uitgave is niet als bestedingsdoel genoemd, of de "
            "bronnen spreken elkaar tegen.",
            "Why it is not certain: an answer was promised, it is not listed, or sources contradict each other.",
        ),
        "title": Phrase("Naam van de regel.", "Name of the rule."),
        "explanation": Phrase("Wat de regel zegt, in gewone taal.", "What the rule says, in plain language."),
        "advice": Phrase("Wat te vragen en te bewaren.", "What to ask and to keep."),
        "goals": Phrase(
            "Bestedingsdoelen of kostensoort waarop mag worden geboekt.", "Goals or cost kind that it opens."
        ),
        "terms": Phrase("Zoekwoorden, per taal.", "Terms to match, by language."),
        "conditions": Phrase("Vragen waarvan het oordeel afhangt.", "Questions that the verdict turns on."),
        "outranks": Phrase(
            "Regels die zwijgen als deze spreekt, bij id.", "Rules that fall silent when this one speaks, by id."
        ),
        "replaces": Phrase(
            "Oudere regels die hierdoor vervallen, bij id; ze blijven bewaard voor wie toetst naar een dag waarop ze "
            "nog golden.",
            "Older rules that this one closes, by id; they stay for who asks as of their day.",
        ),
        "known_from": Phrase("De dag waarop dit bekend werd.", "The day on which this became known."),
        "valid": Phrase(
            "De dagen van besteding waarvoor de regel geldt.", "The days of spending that the rule governs."
        ),
        "spending_period": Phrase(
            "Bestedingsperiode: de regel spreekt over elke uitgave met een datum daarbuiten.",
            "Spending period: the rule speaks of every expense dated outside it.",
        ),
        "source": Phrase("Waar de regel staat.", "Where the rule comes from."),
        "examples": Phrase(
            "Uitgaven die zo, en niet zo, moeten uitkomen; npo rules test toetst ze.",
            "Expenses that must, and must not, come out so; npo rules test runs them.",
        ),
    },
    "Text": {"nl": Phrase("In het Nederlands.", "In Dutch."), "en": Phrase("In het Engels.", "In English.")},
    "Terms": {
        "nl": Phrase("Nederlandse zoekwoorden; zie docs/regels.md.", "Dutch terms; see docs/rules.md."),
        "en": Phrase("Engelse zoekwoorden; zie docs/regels.md.", "English terms; see docs/rules.md."),
    },
    "Source": {
        "document": Phrase("Id van de bron, onder documents.", "Id of the source, under documents."),
        "place": Phrase("Plaats in de bron, zoals een artikel.", "Place in the source, such as an article."),
        "quote": Phrase(
            "De woorden zelf, letterlijk; npo rules lint --sources zoekt ze na.",
            "The words themselves, to the letter; npo rules lint --sources looks them up.",
        ),
    },
    "Validity": {
        "start": Phrase("Eerste dag; standaard: geen begin.", "First day; without: no beginning."),
        "end": Phrase("Laatste dag; standaard: geen einde.", "Last day; without: no end."),
    },
    "Advice": {
        "ask": Phrase("De vraag voor de accountant.", "The question for the accountant."),
        "file": Phrase("Wat in het dossier hoort.", "What belongs in the file."),
    },
    "Condition": {
        "question": Phrase("Id van de vraag, onder questions.", "Id of the question, under questions."),
        "if_no": Phrase("Het oordeel als het antwoord nee is.", "The verdict if the answer is no."),
        "if_unknown": Phrase(
            "Het oordeel zolang het antwoord niet bekend is; standaard: dat van de regel.",
            "The verdict while the answer is not known; without: the rule's own.",
        ),
    },
    "Examples": {
        "hits": Phrase("Uitgaven die door deze regel moeten uitkomen.", "Expenses that must come out by this rule."),
        "misses": Phrase("Uitgaven die deze regel niet mag raken.", "Expenses that this rule must not touch."),
    },
    "Example": {
        "text": Phrase("De omschrijving.", "The description."),
        "verdict": Phrase("Het oordeel, als dat niet dat van de regel is.", "The verdict, if not the rule's own."),
        "date": Phrase("De dag van besteding.", "The day of spending."),
        "as_of": Phrase("Toets met de kennis van deze dag.", "Decide with the knowledge of this day."),
        "answers": Phrase(
            'Antwoorden op vragen, bij id: "yes" of "no".', 'Answers to questions, by id: "yes" or "no".'
        ),
    },
    "Goal": {
        "id": Phrase("Vaste naam; boekingen verwijzen ernaar.", "Lasting name; bookings refer to it."),
        "kind": Phrase("Bestedingsdoel of kostensoort.", "Spending goal or cost kind."),
        "title": Phrase("Naam van het doel.", "Name of the goal."),
        "description": Phrase("Waarvoor het doel bedoeld is.", "What the goal is meant for."),
        "near": Phrase(
            "Woorden waaraan het doel te herkennen is als geen regel spreekt.",
            "Words by which the goal is known where no rule speaks.",
        ),
        "source": Phrase("Waar het doel staat.", "Where the goal comes from."),
    },
    "Question": {
        "id": Phrase("Vaste naam, zoals in --fact.", "Lasting name, as in --fact."),
        "text": Phrase("De vraag, te beantwoorden met ja of nee.", "The question, to be answered yes or no."),
        "answered_yes_by": Phrase(
            "Doelen: een uitgave die een maatregel daarvan noemt, antwoordt ja.",
            "Goals: an expense that names a measure under one of them answers yes.",
        ),
        "answered_yes": Phrase("Woorden die ja antwoorden.", "Words that answer yes."),
        "answered_no": Phrase("Woorden die nee antwoorden.", "Words that answer no."),
    },
    "Document": {
        "id": Phrase("Naam waarmee regels de bron noemen.", "Name by which rules cite the source."),
        "title": Phrase("Titel, zoals getoond.", "Title, as shown."),
        "published": Phrase("Dag van bekendmaking.", "Day of publication."),
        "url": Phrase("Adres.", "Address."),
        "text_file": Phrase(
            "Bestand met de tekst, in de map van npo rules lint --sources.",
            "File with the text, in the folder of npo rules lint --sources.",
        ),
    },
    "Schedule": {
        "start": Phrase("Eerste maand waarover wordt betaald.", "First month that is paid for."),
        "first": Phrase("Maand van de eerste betaling.", "Month of the first payment."),
        "end": Phrase("Laatste maand.", "Last month."),
    },
    "Provision": {
        "id": Phrase("Vaste naam.", "Lasting name."),
        "title": Phrase("Naam van de bepaling.", "Name of the provision."),
        "statement": Phrase("Wat zij zegt.", "What it says."),
        "values": Phrase("Waarden bij naam.", "Values by name."),
        "rates": Phrase(
            "Bedrag per leerling en per eenheid achterstandsscore, in euro's.",
            "Amount for each pupil and each unit of the deprivation score, in euros.",
        ),
        "schedule": Phrase("De maanden waarover wordt betaald.", "The months over which is paid."),
        "indicators": Phrase("SiSa-codes, per totaal.", "SiSa codes, by total."),
        "verified": Phrase("Of dit in een bron is gevonden.", "Whether this was found in a source."),
        "replaces": Phrase("Oudere bepalingen die hierdoor vervallen.", "Older provisions that this one closes."),
        "known_from": Phrase("De dag waarop dit bekend werd.", "The day on which this became known."),
        "source": Phrase("Waar de bepaling staat.", "Where the provision comes from."),
    },
    "Grant": {
        "id": Phrase("Naam van de regeling, zoals die van de map.", "Name of the grant, as that of the folder."),
        "title": Phrase("Titel van de regeling.", "Title of the grant."),
        "fallback": Phrase(
            "De regel die spreekt waar geen andere dat doet.", "The rule that speaks where no other does."
        ),
        "currency": Phrase("Munt.", "Currency."),
    },
    "RunningWords": {
        "nl": Phrase("Nederlandse woorden, met spaties ertussen.", "Dutch words, parted by blanks."),
        "en": Phrase("Engelse woorden, met spaties ertussen.", "English words, parted by blanks."),
    },
    "Vocabulary": {
        "groups": Phrase(
            "Woordgroepen; in een zoekwoord, of in een andere groep, geschreven als @naam.",
            "Groups of words; written @name in a term, or in another group.",
        ),
        "heads": Phrase(
            "Groepen waarvan een woord achteraan een samenstelling het voorste deel zijn betekenis laat.",
            "Groups whose words, at the end of a compound, leave the first part its meaning.",
        ),
        "neutral": Phrase("Woorden zonder gewicht.", "Words without weight."),
        "bearing": Phrase(
            "Groepen van woorden die wat volgt alleen beschrijft (kinderen met …).",
            "Groups of words that what follows only describes (children with …).",
        ),
        "bearers": Phrase("Losse woorden van die soort.", "Single words of that kind."),
        "plain": Phrase(
            "Verdere woorden zonder gewicht, precies zo.", "Further words without weight, just as they stand."
        ),
        "genuine": Phrase(
            "Woorden die bestaan en nooit als typefout van een ander worden gelezen (regering is geen regeling).",
            "Words that exist and are never read as a typing error of another (regering is no regeling).",
        ),
        "other": Phrase(
            "Woorden die op een zoekwoord lijken en iets anders betekenen (verhuur).",
            "Words that look like a term and mean something else (verhuur).",
        ),
    },
    "Demo": {
        "municipality": Phrase("De gemeente van het verhaal.", "The municipality of the story."),
        "allocation": Phrase("Het beschikte bedrag, en waar het staat.", "The amount awarded, and where it stands."),
        "about": Phrase("Wat echt is en wat verzonnen.", "What is real and what is made up."),
        "report": Phrase("Het jaar van de verantwoording aan het eind.", "The year of the report at the end."),
        "steps": Phrase("De stappen, in hun volgorde.", "The steps, in their order."),
    },
    "DemoAllocation": {
        "amount": Phrase("Het bedrag.", "The amount."),
        "date": Phrase("De dag van de beschikking.", "The day of the decision."),
        "reason": Phrase("Toelichting.", "A note on it."),
        "reference": Phrase("Kenmerk.", "Its reference."),
    },
    "DemoStep": {
        "check": Phrase("Toets alleen.", "Only check."),
        "book": Phrase("Boek een besteding.", "Book a spending."),
        "commit": Phrase("Leg een verplichting vast.", "Record a commitment."),
        "fulfil": Phrase("Maak van een verplichting een besteding.", "Turn a commitment into spending."),
        "rule": Phrase("Leg een uitspraak van de accountant vast.", "Record the accountant's ruling."),
        "pay": Phrase("Ontvang termijnen.", "Receive instalments."),
        "correct": Phrase("Verbeter een boeking.", "Correct a booking."),
        "reverse": Phrase("Boek een boeking terug.", "Reverse a booking."),
        "seal": Phrase("Sluit een jaar af.", "Seal a year."),
        "say": Phrase("Wat erbij wordt gezegd.", "What is said about it."),
    },
    "DemoCheck": {
        "text": Phrase("De omschrijving.", "The description."),
        "amount": Phrase("Het bedrag.", "The amount."),
        "date": Phrase("De dag.", "The day."),
        "facts": Phrase("Antwoorden op vragen.", "Answers to questions."),
        "full": Phrase("Of het hele antwoord wordt getoond.", "Whether the whole answer is shown."),
    },
    "DemoBooking": {
        "id": Phrase("Naam waaronder latere stappen dit bedoelen.", "Name by which later steps mean this."),
        "text": Phrase("De omschrijving.", "The description."),
        "amount": Phrase("Het bedrag.", "The amount."),
        "date": Phrase("De dag.", "The day."),
        "goal": Phrase(
            "Het bestedingsdoel, als de regels er meer dan één openlaten.", "The goal, if rules leave several."
        ),
        "facts": Phrase("Antwoorden op vragen.", "Answers to questions."),
        "supplier": Phrase("De leverancier.", "The supplier."),
        "reference": Phrase("Het kenmerk.", "The reference."),
        "evidence": Phrase("Bestandsnamen van bewijsstukken.", "File names of evidence."),
        "override": Phrase("Reden om ondanks een weigering te boeken.", "Reason to book against a refusal."),
    },
    "DemoFulfilment": {
        "id": Phrase("Naam waaronder latere stappen dit bedoelen.", "Name by which later steps mean this."),
        "of": Phrase("De verplichting.", "The commitment."),
        "amount": Phrase("Het bedrag.", "The amount."),
        "date": Phrase("De dag.", "The day."),
        "reference": Phrase("Het kenmerk.", "The reference."),
        "evidence": Phrase("Bestandsnamen van bewijsstukken.", "File names of evidence."),
        "final": Phrase("Of de rest vrijvalt.", "Whether the rest is released."),
    },
    "DemoRuling": {
        "of": Phrase("De boeking.", "The booking."),
        "ruling": Phrase("De uitspraak.", "The ruling."),
        "by": Phrase("De accountant.", "The accountant."),
        "date": Phrase("De dag.", "The day."),
        "note": Phrase("De toelichting.", "What the accountant said."),
        "evidence": Phrase("Bestandsnamen van bewijsstukken.", "File names of evidence."),
    },
    "DemoPayment": {
        "text": Phrase("De omschrijving.", "The description."),
        "amount": Phrase("Het bedrag van een termijn.", "The amount of an instalment."),
        "date": Phrase("De dag van de eerste.", "The day of the first."),
        "months": Phrase("Hoeveel maanden achtereen.", "For how many months in a row."),
    },
    "DemoCorrection": {
        "id": Phrase("Naam waaronder latere stappen dit bedoelen.", "Name by which later steps mean this."),
        "of": Phrase("De boeking.", "The booking."),
        "amount": Phrase("Het juiste bedrag.", "The right amount."),
        "date": Phrase("De juiste dag.", "The right day."),
        "reference": Phrase("Het juiste kenmerk.", "The right reference."),
        "evidence": Phrase("Bestandsnamen van bewijsstukken.", "File names of evidence."),
        "reason": Phrase("De reden.", "The reason."),
    },
    "DemoReversal": {
        "of": Phrase("De boeking.", "The booking."),
        "reason": Phrase("De reden.", "The reason."),
        "date": Phrase("De dag.", "The day."),
    },
    "DemoSeal": {"year": Phrase("Het jaar.", "The year.")},
}
"""By the name of the model and of the field."""
