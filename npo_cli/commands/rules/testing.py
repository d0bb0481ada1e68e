"""`npo rules test`: the rules tried on their own examples."""

from datetime import date

import typer

from npo_cli import terminal
from npo_cli.commands.help import LocalCommand, command_app
from npo_cli.commands.option import PackOption
from npo_cli.eligibility.pack import load_rulebook, read_pack
from npo_cli.fault import printable
from npo_cli.language import Language, Phrase
from npo_cli.workspace import workspace_here

TESTED = Phrase(
    "{total} voorbeelden: {passed} goed, {failed} fout, 0 overgeslagen.",
    "{total} examples: {passed} right, {failed} wrong, 0 skipped.",
)
FAILED_HIT = Phrase(
    "{rule}: ‘{text}’ moet {wanted} zijn door deze regel; het werd {got} door {by}.",
    "{rule}: ‘{text}’ must be {wanted} by this rule; it came out {got} by {by}.",
)
FAILED_MISS = Phrase(
    "{rule}: ‘{text}’ mag deze regel niet raken, maar raakt hem.",
    "{rule}: ‘{text}’ must not hit this rule, but does.",
)
UNREACHED = Phrase("Geen enkel voorbeeld raakt: {rules}.", "No example reaches: {rules}.")
ALL_REACHED = Phrase("Elke regel wordt door een voorbeeld geraakt.", "Every rule is reached by an example.")

app = command_app()


@app.command("test", help="rules.test", cls=LocalCommand)
def run_examples(ctx: typer.Context, pack: str | None = PackOption) -> int:
    from npo_cli.eligibility.example import read_examples, run, unreached

    language: Language = ctx.obj
    workspace = workspace_here()
    rulebook = load_rulebook(pack, *workspace)
    outcomes = run(read_examples(read_pack(pack, *workspace), date.today()), rulebook)
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        example, decision = outcome.example, outcome.decision
        shown = {
            "rule": example.rule,
            "text": example.expense.description,
            "wanted": example.verdict.phrase.to(language) if example.verdict else "",
            "got": decision.verdict.phrase.to(language),
            "by": ", ".join(reason.rule.id for reason in decision.reasons),
        }
        terminal.say(printable((FAILED_HIT if example.verdict else FAILED_MISS).to(language, **shown)))
    left = unreached(outcomes, rulebook)
    terminal.say(UNREACHED.to(language, rules=", ".join(left)) if left else ALL_REACHED.to(language))
    terminal.say(TESTED.to(language, total=len(outcomes), passed=len(outcomes) - len(failed), failed=len(failed)))
    return 1 if failed else 0
