"""The crew of a chat message: designer, validator and explainer, one after the other, each only where it is needed."""

import logging
from collections.abc import Mapping
from typing import Any

from crewai import Agent, Crew, Process, Task
from crewai.events.event_bus import crewai_event_bus
from crewai.events.event_listener import EventListener
from crewai.tasks.conditional_task import ConditionalTask
from crewai.utilities.task_output_storage_handler import TaskOutputStorageHandler
from rich.console import Console

from core.designer import prompts
from core.designer.answer_form import answer_schema, review_schema
from core.designer.checking import Checker
from core.designer.llm import MiniMaxLLM

REPAIRS = 2
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "understand_intent": answer_schema(),
    "validate_strategy": review_schema(),
    "update_config": answer_schema(),
}
"""The tasks that must answer with an object; the explainer speaks freely."""


class _NoOutputStore(TaskOutputStorageHandler):
    """CrewAI would keep every message and answer in one database of its own."""

    def __init__(self) -> None: ...

    def reset(self) -> None: ...

    def update(self, *args: Any, **kwargs: Any) -> None: ...

    def load(self) -> None: ...


def quieten() -> None:
    """Once per process: CrewAI says nothing to the terminal, and its logs, which quote people, go nowhere."""
    for name in ("crewai", "crewai_core"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    for speaker in (EventListener().formatter, crewai_event_bus._console):
        speaker.console = Console(quiet=True)


def run_crew(llm: MiniMaxLLM, checker: Checker, *, briefing: str) -> str:
    """Run the whole crew in this thread; what the explainer said, or "". Raises whatever ends it early."""
    crew = build_crew(llm, checker)
    crew.kickoff(inputs={"briefing": briefing, "examples": prompts.examples()})
    explained = crew.tasks[-1].output
    return explained.raw if explained else ""


def build_crew(llm: MiniMaxLLM, checker: Checker) -> Crew:
    """A fresh crew for one turn; nothing is shared with any other."""
    designer = _agent(llm, prompts.DESIGNER_ROLE, prompts.DESIGNER_GOAL, prompts.DESIGNER_STORY)
    validator = _agent(llm, prompts.VALIDATOR_ROLE, prompts.VALIDATOR_GOAL, prompts.VALIDATOR_STORY)
    explainer = _agent(llm, prompts.EXPLAINER_ROLE, prompts.EXPLAINER_GOAL, prompts.EXPLAINER_STORY)
    understand = Task(
        name="understand_intent",
        description=prompts.UNDERSTAND,
        expected_output=prompts.UNDERSTAND_OUTPUT,
        agent=designer,
        guardrail=checker.guard,
        guardrail_max_retries=REPAIRS,
    )
    validate = _validate(validator, understand, checker)
    update = _update(designer, [understand, validate], checker)
    explain = _explain(explainer, [understand, update], checker)
    crew = Crew(
        agents=[designer, validator, explainer],
        tasks=[understand, validate, update, explain],
        process=Process.sequential,
        verbose=False,
        memory=False,
        tracing=False,
    )
    crew._task_output_handler = _NoOutputStore()
    return crew


def _agent(llm: MiniMaxLLM, role: str, goal: str, backstory: str) -> Agent:
    return Agent(
        role=role,
        goal=goal,
        backstory=backstory,
        llm=llm,
        max_iter=2,
        max_retry_limit=0,
        respect_context_window=False,
        allow_delegation=False,
        verbose=False,
    )


def _validate(agent: Agent, understand: Task, checker: Checker) -> Task:
    return ConditionalTask(
        name="validate_strategy",
        description=prompts.VALIDATE,
        expected_output=prompts.VALIDATE_OUTPUT,
        agent=agent,
        context=[understand],
        condition=lambda _: checker.suspicious,
    )


def _update(agent: Agent, context: list[Task], checker: Checker) -> Task:
    return ConditionalTask(
        name="update_config",
        description=prompts.UPDATE,
        expected_output=prompts.UNDERSTAND_OUTPUT,
        agent=agent,
        context=context,
        guardrail=checker.guard,
        guardrail_max_retries=REPAIRS,
        condition=lambda review: checker.suspicious and not checker.cleared(review.raw),
    )


def _explain(agent: Agent, context: list[Task], checker: Checker) -> Task:
    return ConditionalTask(
        name="explain_changes",
        description=prompts.EXPLAIN,
        expected_output=prompts.EXPLAIN_OUTPUT,
        agent=agent,
        context=context,
        condition=lambda _: checker.explainable,
    )
