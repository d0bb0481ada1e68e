"""The steps of a pack's demonstration: what they refer to, and whether each builds on what was booked before."""

from collections.abc import Iterator
from typing import Any

from npo_cli.eligibility.model import DemoStep, RuleFile
from npo_cli.eligibility.near import near
from npo_cli.eligibility.rulefile import File
from npo_cli.fault import Fault, fault
from npo_cli.language import Phrase
from npo_cli.strictyaml.position import KeyPath

NOT_BOOKED_BEFORE = Phrase(
    "‘{given}’ is in geen eerdere stap {how}; zet die stap ervoor, of kies een andere id.{near}",
    "‘{given}’ was {how} in no earlier step; put that step before this one, or choose another id.{near}",
)
TWICE = Phrase(
    "‘{given}’ bestaat al ({other}); geef dit een eigen id.",
    "‘{given}’ exists already ({other}); give this an id of its own.",
)
BOOKED, COMMITTED = Phrase("geboekt", "booked"), Phrase("verplicht", "committed")


def order_of_steps(file: File) -> Iterator[Fault]:
    """Check that the steps build on what was booked before, each under an id of its own."""
    booked: dict[str, tuple[str, str]] = {}
    for place, step in enumerate(_steps(file.model)):
        name, action = _action(step)
        at = ("demo", "steps", place, name)
        of = getattr(action, "of", None)
        may = {each for each, (kind, _) in booked.items() if name != "fulfil" or kind == "commit"}
        if of is not None and of not in may:
            how = COMMITTED if name == "fulfil" else BOOKED
            yield fault(NOT_BOOKED_BEFORE, file.where(*at, "of"), given=of, how=how, near=near(of, may))
        own = getattr(action, "id", None)
        if own is not None:
            where = file.where(*at, "id")
            if own in booked:
                yield fault(TWICE, where, given=own, other=booked[own][1])
            booked.setdefault(own, (booked[of][0] if name == "correct" and of in booked else name, where))


def references_of_steps(model: RuleFile) -> Iterator[tuple[KeyPath, str, str]]:
    """Give every reference of the steps: its place, the section it points into, and the id."""
    for n, step in enumerate(_steps(model)):
        name, action = _action(step)
        at: KeyPath = ("demo", "steps", n, name)
        if getattr(action, "goal", None) is not None:
            yield (*at, "goal"), "goals", action.goal
        for question in getattr(action, "facts", ()):
            yield (*at, "facts", question), "questions", question


def _steps(model: RuleFile) -> list[DemoStep]:
    return model.demo.steps if model.demo else []


def _action(step: DemoStep) -> tuple[str, Any]:
    """Give the one thing that a step does: its name, and what it needs."""
    (name,) = step.model_fields_set - {"say"}
    return name, getattr(step, name)
