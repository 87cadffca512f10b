"""What an accepted form of the model means to the conversation."""

from collections.abc import Sequence

from core.answers import Answer, Context, Option
from core.designer.answer_form import MISSING, Asked, Designed, Refused
from core.designer.checking import Accepted
from core.designer.cleaning import spoken
from core.designer.explaining import checked, template
from core.designer.grammar import answer as built_in
from core.designer.grammar import replies
from core.wording.catalogue import words as said_in

UNDO_MOST = 50
_QUESTION_MOST = 250
_OPTION_MOST = 40
_PROBLEM_MOST = 200


def answer_of(accepted: Accepted, explained: str, text: str, context: Context) -> Answer:
    """The answer; whatever the model says in words is cleaned, its figures held against the facts."""
    match accepted.form:
        case Designed():
            return _designed(accepted, explained, context)
        case Asked() as asked:
            return _asked(asked, context)
        case Refused() as refused:
            return _refused(refused.problems, context)
    words = checked(explained, accepted.facts.values())
    reply = words or built_in(text, context).reply
    return Answer("chat", context.strategy, reply=reply, pending=context.pending, undo=context.undo)


def _designed(accepted: Accepted, explained: str, context: Context) -> Answer:
    strategy = accepted.strategy
    assert strategy is not None  # noqa: S101 - a designed form is accepted with its strategy
    if strategy == context.strategy:
        return Answer("ok", strategy, reply=replies.talk("same"), undo=context.undo)
    reply = checked(explained, accepted.facts.values()) or template(strategy)
    told = (*accepted.assumptions, *accepted.findings)
    undo = (*context.undo, context.strategy)[-UNDO_MOST:]
    return Answer("ok", strategy, assumptions=told, reply=reply, undo=undo)


def _asked(asked: Asked, context: Context) -> Answer:
    """A question always ends as one: that is how the next message is known to be its answer."""
    missing = tuple(field for field in asked.missing if field in MISSING) or ("condition",)
    question = spoken(asked.question, most=_QUESTION_MOST).rstrip(".!: ") or said_in("note.again")
    options = (spoken(option, most=_OPTION_MOST) for option in asked.options)
    return Answer(
        "ask",
        context.strategy,
        missing=missing,
        reply=question if question.endswith("?") else f"{question}?",
        options=tuple(Option(option, option) for option in options if option),
        undo=context.undo,
    )


def _refused(said: Sequence[str], context: Context) -> Answer:
    problems = tuple(filter(None, (spoken(problem, most=_PROBLEM_MOST) for problem in said))) or (
        said_in("note.refused"),
    )
    reply = replies.refused(problems)
    return Answer(
        "reject", context.strategy, problems=problems, reply=reply, pending=context.pending, undo=context.undo
    )
