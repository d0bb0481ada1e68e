"""The content of the handbook: what the rules say, in the order in which a reader asks for it.

All that is told of the grant comes from its rules; here stand only the words around it.
"""

import re
from collections.abc import Iterable, Iterator

from npo_cli.answer.wording import DOUBTS
from npo_cli.day import long_day
from npo_cli.eligibility.rule import Condition, Provision, Rule, Source, Span
from npo_cli.eligibility.rulebook import Edition
from npo_cli.eligibility.verdict import Verdict
from npo_cli.fault import printable
from npo_cli.handbook.detail import Details
from npo_cli.handbook.page import Chapter, Entry, Page, Quote, Table
from npo_cli.language import Language, Phrase

TITLE = Phrase("Handboek: {grant}", "Handbook: {grant}")
INTRO = Phrase(
    "Wat mag uit deze uitkering worden betaald, wat niet, en wat moet eerst worden gevraagd? Dit handboek geeft de "
    "regels weer zoals zij op {day} bekend waren. Bij elke regel staat de bron, in de woorden van de bron zelf.",
    "What may be paid from this grant, what may not, and what must be asked first? This handbook gives the rules as "
    "they were known on {day}. Each rule stands with its source, in the source's own words.",
)
THREE = Phrase(
    "Elke regel geeft een van drie oordelen. Toegestaan: de bronnen noemen deze uitgave. Overleg met accountant: de "
    "bronnen geven geen uitsluitsel; leg de vraag voor voordat u betaalt. Niet toegestaan: betaal dit uit andere "
    "middelen. Vallen delen van een uitgave onder verschillende oordelen, dan telt het strengste; splits de uitgave.",
    "Each rule gives one of three verdicts. Eligible: the sources name this expense. Consult the accountant: the "
    "sources leave doubt; ask before you pay. Excluded: pay for this from other money. Where parts of an expense fall "
    "under different verdicts, the most cautious counts; split the expense.",
)
LOCAL_NOTE = Phrase(
    "Regels met ‘eigen regel’ gelden alleen in deze gemeente, zoals een uitspraak van haar accountant; zij gaan voor.",
    "Rules marked ‘local rule’ hold in this municipality only, such as a ruling by its accountant; they come first.",
)
OVERVIEW = Phrase("In het kort", "In short")
OVERVIEW_TABLE = Phrase("Alle regels met hun oordeel", "All rules with their verdict")
OVERVIEW_HEAD = (
    Phrase("Uitgave", "Expense"),
    Phrase("Oordeel", "Verdict"),
    Phrase("Bestedingsdoel of kostensoort", "Under"),
)
PERIOD = Phrase("Wanneer", "When")
PERIOD_NOTE = Phrase(
    "Een uitgave buiten de periode wordt niet uit deze uitkering betaald, ook als zij verder is toegestaan.",
    "An expense outside the period is not paid from this grant, even if it is eligible otherwise.",
)
MAY = Phrase("Wat mag worden betaald", "What may be paid")
MAY_NOTE = Phrase(
    "Per bestedingsdoel en kostensoort. De voorbeelden zijn niet volledig.",
    "By spending goal and cost kind. The examples are not exhaustive.",
)
COST_KIND = Phrase("{title} (kostensoort)", "{title} (cost kind)")
OTHER = Phrase("Zonder eigen bestedingsdoel", "Without a spending goal of their own")
GREY = Phrase("Wat eerst moet worden gevraagd", "What must be asked first")
GREY_NOTE = Phrase(
    "Hierover geven de bronnen geen uitsluitsel. Leg de vraag voor aan de accountant van de gemeente en bewaar het "
    "antwoord.",
    "On these the sources leave doubt. Ask the municipality's accountant and keep the answer.",
)
NOT = Phrase("Wat niet wordt betaald", "What is not paid")
ELSE = Phrase("Wat nergens staat", "What is named nowhere")
ELSE_NOTE = Phrase(
    "Wat de bronnen niet noemen, is niet vanzelf toegestaan, en is ook niet verboden.",
    "What the sources do not name is not eligible by itself, nor is it forbidden.",
)
QUESTIONS = Phrase("De vragen", "The questions")
QUESTIONS_NOTE = Phrase(
    "Van deze vragen hangt een oordeel af. Wat nog niet bekend is, telt niet als ja en niet als nee. Stelt een regel "
    "meerdere vragen, dan telt het strengste oordeel.",
    "On these questions a verdict turns. What is not known yet counts neither as yes nor as no. Where a rule asks "
    "several questions, the most cautious verdict counts.",
)
QUESTIONS_TABLE = Phrase("Wat elk antwoord doet", "What each answer does")
QUESTIONS_HEAD = (
    Phrase("Regel", "Rule"),
    Phrase("Vraag", "Question"),
    Phrase("Ja", "Yes"),
    Phrase("Nee", "No"),
    Phrase("Nog niet bekend", "Not yet known"),
)
PROVISIONS = Phrase("Betaling en verantwoording", "Payment and accountability")
SOURCES = Phrase("Bronnen", "Sources")
COLOPHON = Phrase(
    "Gemaakt met npo {engine} uit de regels {pack}, zoals bekend op {day}; controlegetal {sha256}. Een weergave van de "
    "bronnen, geen juridisch advies.",
    "Made with npo {engine} from the rules {pack}, as known on {day}; checksum {sha256}. A rendering of the sources, "
    "not legal advice.",
)
DEPENDS = Phrase("{verdict}, afhankelijk van een vraag", "{verdict}, depending on a question")
LOCAL = Phrase("eigen regel", "local rule")
UNVERIFIED = Phrase("niet geverifieerd", "not verified")
EXAMPLES = Phrase("Bijvoorbeeld", "For example")
TURNS_ON = Phrase("Vraag vooraf", "Ask beforehand")
ANSWERS = Phrase(
    "{question} Ja: {yes}. Nee: {no}. Nog niet bekend: {unknown}.",
    "{question} Yes: {yes}. No: {no}. Not yet known: {unknown}.",
)
NO_EFFECT = Phrase("{question} Het oordeel blijft: {verdict}.", "{question} The verdict stays: {verdict}.")
ASK = Phrase("Vraag aan de accountant", "Question for the accountant")
FILE = Phrase("In het dossier", "In the file")
GOES_BEFORE = Phrase("Heeft voorrang op", "Comes before")
GOVERNS = Phrase("Geldt voor bestedingen", "Governs spending")
FROM, UNTIL = Phrase("vanaf {day}", "from {day}"), Phrase("tot en met {day}", "until {day}")
PUBLISHED = Phrase("Datum", "Dated")
OUTSIDE = Phrase("daarbuiten: {verdict}", "outside it: {verdict}")
KNOWN = Phrase("Bekend sinds", "Known since")
REPLACES = Phrase("In plaats van", "In place of")
OLDER = Phrase("{title} (bekend sinds {day})", "{title} (known since {day})")
SEE_ALSO = Phrase("Zie ook", "See also")
TITLED = Phrase("{title} ({note})", "{title} ({note})")

_MOST_EXAMPLES = 8
_ALIKE = 5  # letters with which two examples begin that tell a reader the same


def make_handbook(edition: Edition, details: Details, language: Language) -> Page:
    """Make the handbook of the rules as known on a day."""
    return _Author(edition, details, language).page()


class _Author:
    """Writes the chapters of one edition in one language."""

    def __init__(self, edition: Edition, details: Details, language: Language) -> None:
        self._edition = edition
        self._rulebook = edition.rulebook
        self._details = details
        self._language = language
        self._rules = tuple(sorted(edition.rules, key=lambda rule: (not rule.local, self._place(rule))))
        self._titles = {rule.id: self._say(rule.title) for rule in self._rulebook.rules}

    def page(self) -> Page:
        receipt = self._edition.receipt
        day = long_day(receipt.as_of, self._language)
        paragraphs = [self._say(INTRO, day=day), self._say(THREE)]
        if any(rule.local for rule in self._rules):
            paragraphs.append(self._say(LOCAL_NOTE))
        colophon = self._say(COLOPHON, engine=receipt.engine, pack=receipt.pack, day=day, sha256=receipt.sha256)
        chapters = (chapter for chapter in self._chapters() if chapter.table or chapter.entries or chapter.parts)
        return Page(
            self._language,
            self._say(TITLE, grant=self._say(self._rulebook.title)),
            tuple(paragraphs),
            tuple(chapters),
            colophon,
        )

    def _chapters(self) -> Iterator[Chapter]:
        by_words = [rule for rule in self._edition.spoken.values() if rule.id != self._rulebook.fallback]
        mine = sorted(by_words, key=lambda rule: (not rule.local, self._place(rule)))
        yield self._overview([*mine, *(rule for rule in self._rules if rule.id == self._rulebook.fallback)])
        yield self._chapter("period", PERIOD, self._edition.periods, PERIOD_NOTE)
        yield Chapter("may", self._say(MAY), (self._say(MAY_NOTE),), parts=tuple(self._goals(mine)))
        yield self._chapter("ask", GREY, (rule for rule in mine if rule.verdict is Verdict.CONSULT), GREY_NOTE)
        yield self._chapter("not", NOT, (rule for rule in mine if rule.verdict is Verdict.EXCLUDED))
        yield self._chapter("else", ELSE, [self._edition.fallback], ELSE_NOTE)
        yield self._questions(self._rules)
        provisions = tuple(map(self._provision, self._edition.provisions))
        yield Chapter("provisions", self._say(PROVISIONS), entries=provisions)
        yield Chapter("sources", self._say(SOURCES), entries=tuple(self._documents()))

    def _chapter(self, name: str, title: Phrase, rules: Iterable[Rule], *notes: Phrase) -> Chapter:
        return Chapter(name, self._say(title), tuple(map(self._say, notes)), entries=tuple(map(self._rule, rules)))

    def _overview(self, rules: list[Rule]) -> Chapter:
        rows = tuple(
            (f"rule-{rule.id}", (self._titles[rule.id], self._status(rule), self._under(rule))) for rule in rules
        )
        table = Table(self._say(OVERVIEW_TABLE), tuple(map(self._say, OVERVIEW_HEAD)), rows)
        return Chapter("overview", self._say(OVERVIEW), table=table)

    def _goals(self, rules: list[Rule]) -> Iterator[Chapter]:
        """Give a part for each goal: what it is, the rules that open it, and what else concerns it."""
        told: set[str] = set()
        for goal in self._rulebook.goals.values():
            here = [rule for rule in rules if goal.id in rule.goals]
            own = [rule for rule in here if rule.verdict is Verdict.ELIGIBLE and rule.id not in told]
            told.update(rule.id for rule in own)
            also = [self._titles[rule.id] for rule in here if rule not in own]
            title = self._say(goal.title)
            paragraphs = [self._say(goal.description)]
            if also:
                paragraphs.append(f"{self._say(SEE_ALSO)}: {'; '.join(also)}.")
            yield Chapter(
                f"goal-{goal.id}",
                self._say(COST_KIND, title=title) if goal.cost_kind else title,
                tuple(paragraphs),
                entries=tuple(map(self._rule, own)),
                quote=self._quote(self._details.goals[goal.id]),
            )
        left = [rule for rule in rules if rule.verdict is Verdict.ELIGIBLE and rule.id not in told]
        if left:
            yield self._chapter("other", OTHER, left)

    def _questions(self, rules: Iterable[Rule]) -> Chapter:
        rows = tuple(
            (
                f"rule-{rule.id}",
                (
                    self._titles[rule.id],
                    self._say(self._rulebook.questions[condition.question].text),
                    *(self._say(verdict.phrase) for verdict in _effects(rule, condition)),
                ),
            )
            for rule in rules
            for condition in rule.conditions
        )
        if not rows:
            return Chapter("questions", self._say(QUESTIONS))
        table = Table(self._say(QUESTIONS_TABLE), tuple(map(self._say, QUESTIONS_HEAD)), rows)
        return Chapter("questions", self._say(QUESTIONS), (self._say(QUESTIONS_NOTE),), table=table)

    def _documents(self) -> Iterator[Entry]:
        cited = [*(rule.source for rule in self._rules), *(item.source for item in self._edition.provisions)]
        found = {source.document: source for source in (*cited, *self._details.goals.values())}
        for document, source in sorted(found.items()):
            day = self._details.published[document]
            facts = ((self._say(PUBLISHED), long_day(day, self._language)),) if day else ()
            quote = Quote("", "", _address(source)) if _address(source) else None
            yield Entry(f"source-{document}", self._plain(source.title), None, "", (), facts, quote)

    def _rule(self, rule: Rule) -> Entry:
        return Entry(
            f"rule-{rule.id}",
            self._titles[rule.id],
            None if rule.period else rule.verdict,
            self._status(rule),
            (self._say(rule.explanation),),
            tuple(self._facts(rule)),
            self._quote(rule.source),
        )

    def _facts(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Give what a reader needs beside the explanation: examples, questions, what to ask and to keep, dates."""
        if examples := self._examples(rule):
            yield self._say(EXAMPLES), ", ".join(examples)
        for condition in rule.conditions:
            yield self._say(TURNS_ON), self._question(rule, condition)
        if rule.ask:
            yield self._say(ASK), self._say(rule.ask)
        yield self._say(FILE), self._say(rule.file)
        if rule.outranks:
            yield self._say(GOES_BEFORE), "; ".join(self._titles[other] for other in sorted(rule.outranks))
        if rule.valid != (None, None):
            yield self._say(GOVERNS), self._span(rule.valid)
        yield from self._dates(rule, self._rulebook.rules)

    def _question(self, rule: Rule, condition: Condition) -> str:
        yes, no, unknown = (self._say(verdict.phrase) for verdict in _effects(rule, condition))
        question = self._say(self._rulebook.questions[condition.question].text)
        if yes == no == unknown:
            return self._say(NO_EFFECT, question=question, verdict=yes)
        return self._say(ANSWERS, question=question, yes=yes, no=no, unknown=unknown)

    def _dates(
        self, item: Rule | Provision, known: tuple[Rule, ...] | tuple[Provision, ...]
    ) -> Iterator[tuple[str, str]]:
        """Say since when an item is known, and which older ones it took the place of."""
        yield self._say(KNOWN), long_day(item.known_from, self._language)
        for old in known:
            if old.id in item.replaces:
                day = long_day(old.known_from, self._language)
                yield self._say(REPLACES), self._say(OLDER, title=self._say(old.title), day=day)

    def _provision(self, provision: Provision) -> Entry:
        return Entry(
            f"provision-{provision.id}",
            self._say(provision.title),
            None,
            "" if provision.verified else self._say(UNVERIFIED),
            (self._say(provision.statement),),
            tuple(self._dates(provision, self._rulebook.provisions)),
            self._quote(provision.source),
        )

    def _examples(self, rule: Rule) -> list[str]:
        """Choose terms that say to a reader what falls under a rule: in words, and no two that begin alike."""
        found: list[str] = []
        begun = [self._titles[rule.id].casefold()[:_ALIKE]]
        for term in self._details.terms[rule.id][self._language.value]:
            start = term.casefold()[:_ALIKE]
            if _reads_well(term, rule) and not any(start.startswith(other) for other in begun):
                begun.append(start)
                found.append(self._plain(term))
        return found[:_MOST_EXAMPLES]

    def _status(self, rule: Rule) -> str:
        verdict = self._say(rule.verdict.phrase)
        form = OUTSIDE if rule.period else DEPENDS if _depends(rule) else None
        words = self._say(form, verdict=verdict) if form else verdict
        notes = [self._say(DOUBTS[rule.doubt])] if rule.doubt else []
        if rule.local:
            notes.append(self._say(LOCAL))
        return self._say(TITLED, title=words, note="; ".join(notes)) if notes else words

    def _under(self, rule: Rule) -> str:
        return "; ".join(self._say(self._rulebook.goals[goal].title) for goal in rule.goals)

    def _place(self, rule: Rule) -> tuple[int, int, str]:
        """Put rules in the order of their goals, those without one by their caution."""
        order = list(self._rulebook.goals)
        first = min((order.index(goal) for goal in rule.goals), default=len(order))
        return first, rule.verdict.caution, self._say(rule.title).casefold()

    def _span(self, span: Span) -> str:
        edges = ((FROM, span.start), (UNTIL, span.end))
        return " ".join(self._say(words, day=long_day(day, self._language)) for words, day in edges if day)

    def _quote(self, source: Source) -> Quote:
        return Quote(self._plain(source.quote), self._plain(f"{source.title}, {source.place}"), _address(source))

    def _say(self, phrase: Phrase, **values: object) -> str:
        return self._plain(phrase.to(self._language, **values))

    @staticmethod
    def _plain(text: str) -> str:
        return " ".join(printable(text).split())


def _effects(rule: Rule, condition: Condition) -> tuple[Verdict, Verdict, Verdict]:
    """Give a rule's verdict if the answer is yes, if it is no, and while it is not known."""
    return rule.verdict, condition.no, condition.unknown


def _depends(rule: Rule) -> bool:
    """Say whether the answer to any question changes a rule's verdict."""
    return any(len(set(_effects(rule, condition))) > 1 for condition in rule.conditions)


def _address(source: Source) -> str:
    """Give the address of a source where it is one of the web, and nothing else."""
    return source.url if re.fullmatch(r"https?://[^\s<>\"]+", source.url) else ""


def _reads_well(term: str, rule: Rule) -> bool:
    """Say whether a term reads as words; of a local rule, words that must all stand in the expense do too."""
    return not ({"*", "|"} & set(term) or term.startswith("@") or " @" in term or (" + " in term and not rule.local))
