"""The crew's guardrail: what a model answers is unwrapped, validated and held against the person's words, in code."""

import html
from dataclasses import dataclass, field
from typing import Any

from core.answers import Context
from core.changes import changes
from core.designer.answer_form import Designed, Form, NotTheForm, Talked, read_form, read_strategy
from core.designer.explaining import facts_of, plain_facts
from core.designer.grounding import ground
from core.designer.lint import lint
from core.designer.settling import settle
from core.designer.unwrapping import CUT_OFF, objects
from core.trading.strategy import Strategy
from core.wording.strategies import change_line

_TOO_LONG = "the answer was cut off: be shorter"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A form that passed; where it is a strategy, with what was taken for granted and what looks unusual."""

    form: Form
    strategy: Strategy | None = None
    assumptions: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


class Checker:
    """One turn's guardrail. `accepted` is the last answer that passed; it is what counts, not the crew's output."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self.accepted: Accepted | None = None

    def guard(self, output):  # type: ignore[no-untyped-def] # CrewAI looks closely at annotations
        """(True, what the next task is told) or (False, what to repair)."""
        raw = str(output.raw)
        if raw.strip() == CUT_OFF:
            return False, _TOO_LONG
        try:
            accepted = self._accept(read_form(raw))
        except NotTheForm as fault:
            unusual = f" (unusual before: {'; '.join(self.accepted.findings)})" if self.accepted else ""
            return False, f"{fault}{unusual}"
        self.accepted = accepted
        return True, self._told(accepted)

    @property
    def suspicious(self) -> bool:
        """Whether the strategy that passed deserves the validator's look."""
        return bool(self.accepted and self.accepted.findings)

    @property
    def explainable(self) -> bool:
        """Whether there is something to explain: questions and refusals carry their own words."""
        return self.accepted is not None and isinstance(self.accepted.form, Designed | Talked)

    def cleared(self, review: str) -> bool:
        """Whether the validator found that this is just what was asked for; anything unreadable is a doubt."""
        verdict: dict[str, Any] = next(objects(review), {})
        return verdict.get("ok") is True

    def _accept(self, form: Form) -> Accepted:
        """Raises NotTheForm."""
        if not isinstance(form, Designed):
            return Accepted(form, facts=facts_of(self._text, self._context, self._context.strategy))
        strategy = settle(read_strategy(form.strategy), self._text, self._context)
        grounded = ground(strategy, self._text, self._context)
        if grounded.findings:
            raise NotTheForm("; ".join(grounded.findings))
        facts = facts_of(self._text, self._context, strategy) | self._differences(strategy)
        return Accepted(form, strategy, grounded.assumptions, lint(strategy), facts)

    def _differences(self, strategy: Strategy) -> dict[str, str]:
        if self._context.strategy is None:
            return {}
        lines = (html.unescape(change_line(change)) for change in changes(self._context.strategy, strategy))
        return {f"changed: {number}": line for number, line in enumerate(lines, 1)}

    def _told(self, accepted: Accepted) -> str:
        kind = "a strategy" if accepted.strategy else "no strategy"
        unusual = "".join(f"\nUnusual: {finding}" for finding in accepted.findings)
        return f"The designer's answer is {kind}.\nFacts:\n{plain_facts(accepted.facts) or '- none'}{unusual}"
