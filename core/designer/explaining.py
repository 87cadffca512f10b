"""Lets a model explain, but only with figures that are among the facts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.answers import Context
from core.designer.cleaning import clean, sentences, spoken
from core.designer.concepts import CONCEPTS
from core.designer.grammar.sentences import sentence
from core.trading.strategy import Strategy
from core.wording.strategies import action_words, condition_words, risk_lines

EXPLANATION_MOST = 600
_FACT_MOST = 300
_FACTS_MOST = 60

_NUMBER = re.compile(r"\d+(?:[,\u202f ]\d{3}(?!\d))*(?:\.\d+)?(?:e-?\d+)?")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED = {word: i for i, word in enumerate(_ONES)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_COMPOUND = re.compile(
    rf"\b({'|'.join(_SPELLED)}|a)(?:[\s-]({'|'.join(_SPELLED)}))?[\s-]*(hundred|thousand|million)?(?=[\s-]*"
    r"(percent|per cent|%|dollars?|usd|minutes?|hours?|days?|weeks?|months?|years?|times|trades?|candles?|x\b))",
    re.IGNORECASE,
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}


def facts_of(question: str, context: Context, strategy: Strategy | None) -> dict[str, str]:
    """What may be said in the answer: the strategy, the facts given, and what the words in question mean."""
    facts = {f"strategy: {i}": line for i, line in enumerate(_lines(strategy), 1)} if strategy else {}
    given = {clean(str(name), most=60): clean(str(value), most=_FACT_MOST) for name, value in context.facts.items()}
    asked = question.lower()
    concepts = {f"about {word}": text for word, text in CONCEPTS.items() if word in asked}
    return dict(list({**facts, **given, **concepts}.items())[:_FACTS_MOST])


def checked(text: str, facts: Iterable[str]) -> str:
    """The model's explanation without the sentences that say a figure no fact has; "" where nothing is left."""
    known = {number for fact in facts for number in _numbers(fact)}
    plain = spoken(text, most=EXPLANATION_MOST)
    return " ".join(line for line in sentences(plain) if set(_numbers(line)) <= known)


def template(strategy: Strategy) -> str:
    """The strategy in one canonical text, which needs no model."""
    return sentence(strategy)


def _lines(strategy: Strategy) -> Iterator[str]:
    for number, rule in enumerate(strategy.rules, 1):
        joint = " and " if rule.match == "all" else " or "
        when = joint.join(condition_words(condition) for condition in rule.conditions)
        yield f"rule {number}: when {when}, then {' and '.join(action_words(action) for action in rule.actions)}"
    yield from risk_lines(strategy.risk_management)


def _numbers(text: str) -> Iterator[str]:
    """Every figure, in digits or in words before a unit, without its sign."""
    for found in _NUMBER.findall(text):
        yield _key(float(re.sub(r"[,\u202f ]", "", found)))
    for one, two, scale, _ in _COMPOUND.findall(text):
        if one.lower() == "a" and not scale:
            continue
        value = _SPELLED.get(one.lower(), 1) + _SPELLED.get(two.lower(), 0)
        yield _key(float(value * _SCALES.get(scale.lower(), 1)))


def _key(value: float) -> str:
    return f"{value:.9g}"


def plain_facts(facts: Mapping[str, Any]) -> str:
    """The facts as the prompt shows them."""
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())
