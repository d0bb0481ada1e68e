"""A decision as cells of a table: the verdict, the rules, and the reason in a sentence."""

from npo_cli.answer.wording import MATCHED, because, quoted
from npo_cli.eligibility.decision import Decision, Reason
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language

ADDED_COLUMNS = ("verdict", "rules", "reason")

Cells = tuple[str, str, str]


class RowWording:
    """Words decisions as cells, in one language; what it says of a rule before and after the words is remembered."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._language = language
        self._fallback = rulebook.fallback
        before, _, after = MATCHED.to(language).partition("{words}")
        self._recognised = {rule.id: (f"{rule.title.to(language)}: {before}", after) for rule in rulebook.rules}

    def cells(self, decision: Decision) -> Cells:
        """Give the three cells that a check adds to a row."""
        rules = " ".join([reason.rule.id for reason in decision.reasons])
        return decision.verdict.value, rules, "; ".join([self._clause(decision, one) for one in decision.reasons])

    def _clause(self, decision: Decision, reason: Reason) -> str:
        rule, _, matched = reason
        if rule.period or rule.id == self._fallback:
            return (
                f"{rule.title.to(self._language)}: {because(decision, rule, matched, self._fallback, self._language)}"
            )
        before, after = self._recognised[rule.id]
        return f"{before}{quoted(matched)}{after}"
