"""CrewAI's view of the model: every call goes through the turn to the application's loop, and can be cancelled."""

from collections.abc import Mapping
from typing import Any

from crewai.llms.base_llm import BaseLLM
from pydantic import PrivateAttr

from core.designer.messages import MessagesApi, Question
from core.designer.turn import CrewTurn


class MiniMaxLLM(BaseLLM):
    """One turn's model; `schemas` says which tasks must answer with an object."""

    llm_type: str = "minimax"
    _api: MessagesApi = PrivateAttr()
    _turn: CrewTurn = PrivateAttr()
    _schemas: Mapping[str, Mapping[str, Any]] = PrivateAttr()

    def bind(self, api: MessagesApi, turn: CrewTurn, schemas: Mapping[str, Mapping[str, Any]]) -> "MiniMaxLLM":
        """Give it its turn; it is never shared between turns."""
        self._api, self._turn, self._schemas = api, turn, schemas
        return self

    def call(
        self,
        messages: Any,
        tools: Any = None,
        callbacks: Any = None,
        available_functions: Any = None,
        from_task: Any = None,
        from_agent: Any = None,
        response_model: Any = None,
    ) -> str:
        """The answer to one task. Raises LLMFailure; whatever tools or models CrewAI offers are not passed on."""
        del tools, callbacks, available_functions, from_agent, response_model
        task = str(getattr(from_task, "name", None) or "")
        said = [{"role": "user", "content": messages}] if isinstance(messages, str) else list(messages)
        question = Question(said, self._schemas.get(task))
        return self._turn.call(task, lambda: self._api.ask(question, self._turn))

    def supports_function_calling(self) -> bool:
        return False

    def supports_stop_words(self) -> bool:
        return False

    def get_context_window_size(self) -> int:
        return 200_000
