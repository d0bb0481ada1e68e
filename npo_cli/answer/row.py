"""A decision as cells of a table: the verdict, the rules, and the reason in a sentence."""

from npo_cli.answer.wording import because
from npo_cli.eligibility.decision import Decision
from npo_cli.eligibility.rulebook import Rulebook
from npo_cli.language import Language

ADDED_COLUMNS = ("verdict", "rules", "reason")


def cells(decision: Decision, rulebook: Rulebook, language: Language) -> tuple[str, str, str]:
    """Give the three cells that a check adds to a row."""
    fallback = rulebook.fallback
    rules = " ".join([reason.rule.id for reason in decision.reasons])
    reason = "; ".join(
        [
            f"{rule.title.to(language)}: {because(decision, rule, matched, fallback, language)}"
            for rule, _, matched in decision.reasons
        ]
    )
    return decision.verdict.value, rules, reason
